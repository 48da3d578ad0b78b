import { beforeAll, describe, expect, it } from "vitest";
import { readAmount, tidyAmount } from "@/provider/policyAmount";
import { carryOver, countChanges } from "@/provider/policyChanges";
import { addTier, bodyOf, copyTerms, draftOf, newTier, type PolicyDraft } from "@/provider/policyDraft";
import { policyFaultWords } from "@/provider/policyFaultWords";
import { faultAt, faultsWithin, findFaults } from "@/provider/policyFaults";
import { policyFacts, runwayWords, shortWords } from "@/provider/policyWords";
import { plain, speakEnglish } from "../words";
import { amount, CLINIC, percent, policy } from "./policy";

beforeAll(() => speakEnglish("policy"));

const drafted = (edit: (draft: PolicyDraft) => void, from = policy()): PolicyDraft => {
  const draft = draftOf(from);
  edit(draft);
  return draft;
};
const wordsAt = (draft: PolicyDraft, field: string): string | null => {
  const fault = faultAt(findFaults(draft), field);
  return fault ? plain(policyFaultWords(fault, draft.currency)) : null;
};

describe("an amount as it is typed", () => {
  it.each([
    ["$50.00", "usd", 5000],
    ["50", "usd", 5000],
    ["50.5", "usd", 5050],
    ["50,50 $", "usd", 5050],
    ["1,250", "usd", 125000],
    ["¥5,000", "jpy", 5000],
    ["1.250", "kwd", 1250],
  ])("%s in %s is understood", (typed, currency, minor) => {
    expect(readAmount(typed, currency)).toBe(minor);
  });

  it.each([
    ["-5", "usd"],
    ["fifty", "usd"],
    ["", "usd"],
    // Could be a thousand, or one.
    ["1.000", "usd"],
    ["50.5", "jpy"],
    ["5 0", "usd"],
  ])("%s in %s is not", (typed, currency) => {
    expect(readAmount(typed, currency)).toBeNaN();
  });

  it("is written out once it was understood, and left alone otherwise", () => {
    expect(tidyAmount("75", "usd")).toBe("$75.00");
    expect(tidyAmount("75 or so 3", "usd")).toBe("75 or so 3");
  });
});

describe("a draft of a policy", () => {
  it("is sent as it was read where nobody touched it", () => {
    const { hash, currency, published_at, ...rest } = policy();
    expect([hash.length, currency, published_at]).toHaveLength(3);
    expect(bodyOf(draftOf(policy()))).toEqual(rest);
    expect(countChanges(draftOf(policy()), policy())).toBe(0);
    expect(findFaults(draftOf(policy())).size).toBe(0);
  });

  it("keeps whole yen whole", () => {
    const yen = policy({ currency: "jpy", no_show_fee: amount(5000), cap: amount(8000) });
    expect(draftOf(yen).missed.amount).toBe("¥5,000");
    expect(bodyOf(draftOf(yen))).toMatchObject({ no_show_fee: amount(5000), cap: amount(8000) });
  });

  it("keeps what was typed of an amount while a percentage is tried", () => {
    const draft = drafted(({ missed }) => {
      missed.kind = "percent";
      missed.percent = "50%";
    });
    expect(bodyOf(draft).no_show_fee).toEqual(percent(50));
    draft.missed.kind = "amount";
    expect(bodyOf(draft).no_show_fee).toEqual(amount(10000));
  });

  it("counts each thing that differs once", () => {
    const draft = drafted((one) => {
      one.tiers.pop();
      one.barred.push("pay_tufts");
      one.overrides = [];
      one.noShows.unattended = "leave";
      one.move = " 4 ";
    });
    expect(countChanges(draft, policy())).toBe(4);
  });

  it("is added to by a later step, or by an earlier one where there can be no later", () => {
    const tiers = draftOf(policy()).tiers;
    expect(addTier(tiers)).toBe(2);
    expect(tiers.map((tier) => tier.hours)).toEqual(["24", "2", "1"]);
    expect(addTier(tiers)).toBe(0);
    expect(tiers.map((tier) => tier.hours)).toEqual(["48", "24", "2", "1"]);
    const none: PolicyDraft["tiers"] = [];
    addTier(none);
    expect(none.map((tier) => tier.hours)).toEqual(["24"]);
  });

  it("lends its terms to a type of visit without sharing them", () => {
    const draft = draftOf(policy());
    const own = copyTerms(draft);
    own.missed.amount = "$1.00";
    own.tiers.pop();
    expect(draft.missed.amount).toBe("$100.00");
    expect(draft.tiers).toHaveLength(2);
  });
});

describe("what is wrong with a draft", () => {
  it("is told where the server would name it", () => {
    const draft = drafted((one) => {
      one.tiers = [...one.tiers].reverse();
      one.missed.amount = "lots";
      one.grace = "1441";
      one.noShows.charge = "73";
      one.move = "";
      one.cap = { kind: "percent", amount: "", percent: "101" };
    });
    expect([...findFaults(draft).keys()].sort()).toEqual([
      "cap",
      "grace_minutes",
      "move_hours",
      "no_show_fee",
      "no_shows.charge_after_hours",
      "tiers.1.hours_before",
    ]);
    expect(wordsAt(draft, "tiers.1.hours_before")).toBe(
      "This step starts before the one above it. Use less than 2 hours.",
    );
    expect(wordsAt(draft, "no_show_fee")).toBe("Use an amount such as $50.00.");
    expect(wordsAt(draft, "cap")).toBe("Use a whole number from 0 to 100.");
    expect(wordsAt(draft, "grace_minutes")).toBe("Use a whole number from 0 to 1440.");
    expect(wordsAt(draft, "move_hours")).toBe("Fill this in.");
  });

  it("is told of a single type under its place", () => {
    const draft = drafted((one) => one.overrides[0]?.tiers.push({ ...newTier("0"), fee: { ...one.missed } }));
    const faults = findFaults(draft);
    expect(faultAt(faults, "overrides.0")).toEqual({ kind: "number", from: 1, to: 1440 });
    expect([...faultsWithin(faults, "overrides.0").keys()]).toEqual(["tiers.0.hours_before"]);
  });

  it("is found beside the field, whether the server names it or a part of it", () => {
    const refused = { kind: "refused", detail: "Use 0 or more." } as const;
    expect(faultAt(new Map([["tiers.1.fee.value", refused]]), "tiers.1.fee")).toBe(refused);
    expect(faultAt(new Map([["tiers.10.fee", refused]]), "tiers.1")).toBeNull();
  });
});

describe("a draft that somebody's newer version has overtaken", () => {
  const theirs = policy({
    version: 8,
    no_show_fee: amount(9000),
    grace_minutes: 60,
    barred_payers: ["pay_masshealth", "pay_aetna"],
    overrides: [
      { appointment_type_id: "typ_mole", tiers: [], no_show_fee: amount(700) },
      { appointment_type_id: "typ_filler", tiers: [], no_show_fee: amount(800) },
    ],
  });

  it("keeps what was changed in it, and takes the rest from there", () => {
    const mine = drafted((draft) => {
      draft.missed.amount = "$42.00";
      draft.barred.push("pay_tufts");
      draft.noShows.unattended = "leave";
    });
    const carried = bodyOf(carryOver(mine, policy(), theirs));
    expect(carried).toMatchObject({
      version: 8,
      no_show_fee: amount(4200),
      grace_minutes: 60,
      barred_payers: ["pay_aetna", "pay_masshealth", "pay_tufts"],
      no_shows: { charge_after_hours: 6, unattended: "leave" },
      overrides: theirs.overrides,
    });
  });

  it("keeps gone what was taken out, even where they changed it", () => {
    const mine = drafted((draft) => (draft.overrides = []));
    expect(bodyOf(carryOver(mine, policy(), theirs)).overrides.map((one) => one.appointment_type_id)).toEqual(
      ["typ_filler"],
    );
  });

  it("is theirs where nothing was changed", () => {
    expect(countChanges(carryOver(draftOf(policy()), policy(), theirs), theirs)).toBe(0);
  });
});

describe("a version in words", () => {
  it("is short in the list", () => {
    expect(plain(shortWords(policy(), "usd"))).toBe(
      "Free to 24 h, $50.00, last 2 h 60% of the price, missed $100.00",
    );
    expect(shortWords({ tiers: [], no_show_fee: amount(0) }, "usd")).toBe(
      "Free until it starts, missed free",
    );
  });

  it("says its whole way to who can't see the strip", () => {
    expect(plain(runwayWords(policy(), "usd"))).toBe(
      "Free until 24 hours before the visit, then $50.00 from 24 hours before, " +
        "then 60% of the price from 2 hours before, $100.00 for a missed visit",
    );
  });

  it("leaves nothing out that it says beside its steps", () => {
    const facts = policyFacts(policy({ cap: amount(12000) }), CLINIC).map((line) => plain(line.value));
    expect(facts).toEqual([
      "15 minutes",
      "10 minutes after it starts, at the earliest",
      "6 hours after it is marked",
      "Marked as missed",
      "Until 4 hours before",
      "$120.00",
      "MassHealth",
    ]);
  });
});
