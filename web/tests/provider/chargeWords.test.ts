import { beforeAll, describe, expect, it } from "vitest";
import type { Charge } from "@/charges/charge";
import { cancelAction, cancelledWords, settlementWords } from "@/provider/cancelWords";
import { changedWords, chargeSentences, purposeWords } from "@/provider/chargeWords";
import { comparisonWords } from "@/provider/comparisonWords";
import { movedWords } from "@/provider/moveWords";
import { charge, paid } from "../charges/charge";
import { preview, receipt } from "../demo";
import { speakEnglish } from "../words";
import { plain, seen } from "./clinic";

const NEW_YORK = "America/New_York";
const NOW = new Date("2027-03-09T20:30:00Z");
const scene = { name: "Sam", zone: NEW_YORK, now: NOW };
const words = (one: Charge) => plain(chargeSentences(one, scene).join(" "));

beforeAll(() => speakEnglish("provider", "visit", "charges"));

describe("a fee that is due", () => {
  it("says which card is charged, and when", () => {
    expect(words(charge())).toBe(
      "Charged to Visa ending 4242 at 5:24 PM EST today, unless you waive it first.",
    );
    expect(words(charge({ due_at: "2027-03-10T22:24:00Z" }))).toContain("on Wed, Mar 10, 5:24 PM EST");
    expect(words(charge({ due_at: "2027-03-09T20:29:00Z", card: null }))).toBe(
      "Charged to the card on file within minutes, unless you waive it first.",
    );
  });

  it("that nobody has confirmed is not charged by itself", () => {
    expect(words(charge({ due_at: null }))).toContain("Nothing is charged until one of you confirms it");
  });
});

describe("a fee that was not paid", () => {
  it("says why, how often it was tried, and when it is tried again", () => {
    const failed = charge({
      status: "failed",
      failure: "insufficient_funds",
      attempts: 2,
      due_at: "2027-03-12T15:00:00Z",
      pay_link: "/pay#x",
    });
    expect(words(failed)).toBe(
      "The card had too little money, or had reached its limit. Tried 2 times. " +
        "The next try is on Fri, Mar 12, 10:00 AM EST. Send Sam the link to pay with another card.",
    );
    expect(words({ ...failed, due_at: null, pay_link: null })).toContain("not tried again by itself");
  });

  it("waits for the cardholder where the bank wants to hear from them", () => {
    const asked = charge({ status: "requires_action", attempts: 1, due_at: null, pay_link: "/pay#x" });
    expect(words(asked)).toBe(
      "The bank wants the cardholder to approve it. Tried once. Send Sam the link to approve it.",
    );
  });
});

describe("a fee that is settled", () => {
  it("names the card and the instant, and what went back", () => {
    expect(words(paid())).toBe("Charged to Visa ending 4242 on Tue, Mar 9, 5:25 PM EST.");
    expect(words(paid({ kind: "deposit" }))).toContain("Paid with Visa ending 4242");
    expect(words(paid({ refunded_minor: 2500, refunding_minor: 1000 }))).toContain(
      "$25.00 went back to the card. $10.00 is on its way back.",
    );
    expect(words(paid({ status: "refunded", refunded_minor: 10000 }))).toContain("All of it went back");
  });

  it("tells what could not go back, and what the bank holds until it decides", () => {
    expect(words(paid({ refund_failed_minor: 2500 }))).toContain("$25.00 could not go back");
    const held = words(paid({ dispute: "open", refunding_minor: 2500 }));
    expect(held).toContain("$25.00 goes back once the bank decides in your favor.");
    expect(held).not.toContain("is on its way back");
  });

  it("tells a dispute and how it ended", () => {
    expect(words(paid({ dispute: "open" }))).toContain("Sam disputes it with the bank.");
    expect(words(paid({ dispute: "won" }))).toContain("for the clinic");
    expect(words(paid({ dispute: "lost" }))).toContain("for Sam");
  });

  it("tells an inquiry, which nothing waits for, and that it was let rest", () => {
    const asked = words(paid({ dispute: "inquiry", refunding_minor: 2500 }));
    expect(asked).toContain("Sam’s bank asks about it and has taken no money.");
    expect(asked).toContain("is on its way back");
    expect(asked).not.toContain("disputes it");
    expect(words(paid({ dispute: "closed" }))).toContain("has let it rest");
  });

  it("says who waived it and why, or by what it went", () => {
    const waived = charge({
      status: "waived",
      waived_at: "2027-03-09T20:31:00Z",
      waived_by: "Priya",
      waive_reason: "First time",
    });
    expect(words(waived)).toBe("Waived by Priya on Tue, Mar 9, 3:31 PM EST. Reason: “First time”.");
    expect(words({ ...waived, waived_by: "undone" })).toContain("when the no-show was taken back");
    expect(words({ ...waived, waived_by: "payer" })).toContain("payer allows no fee");
  });
});

describe("a charge in a list", () => {
  it("says what it is for", () => {
    const late = charge({ kind: "late_cancel", cancelled_at: "2027-03-09T01:00:00Z" });
    expect(plain(purposeWords(late, "Acne visit", NEW_YORK))).toBe(
      "Cancelled 19 h before Acne visit, Tue, Mar 9",
    );
    const later = charge({ kind: "late_cancel", cancelled_at: "2027-03-09T19:35:00Z" });
    expect(purposeWords(later, "Acne visit", NEW_YORK)).toContain("Cancelled 25 min before");
    const early = charge({ kind: "late_cancel", cancelled_at: "2027-03-07T20:00:00Z" });
    expect(purposeWords(early, "Acne visit", NEW_YORK)).toContain("Cancelled 2 days before");
    expect(plain(purposeWords(charge(), "Acne visit", NEW_YORK))).toBe("Missed Acne visit, Tue, Mar 9");
  });

  it("says what was just done with it", () => {
    expect(changedWords(charge({ status: "waived" }), "Sam")).toBe("$100.00 waived. Nothing is charged.");
    expect(changedWords(paid(), "Sam")).toBe("$100.00 charged.");
    expect(changedWords(paid({ refunding_minor: 2500 }), "Sam")).toBe("$25.00 is on its way back.");
    expect(changedWords(charge({ status: "failed", failure: "expired_card" }), "Sam")).toContain(
      "has expired",
    );
    expect(changedWords(charge({ status: "attempting" }), "Sam")).toContain("is being charged");
  });
});

describe("the comparison with Stripe", () => {
  const compared = (over = {}) => {
    const given = { compared_at: "2027-03-09T08:00:00Z", charges: 12, differing: [] as string[], ...over };
    const { text, tone } = comparisonWords(given, NEW_YORK, NOW);
    return [plain(text), tone];
  };

  it("is told with its instant and its outcome", () => {
    expect(compared()).toEqual(["Compared with Stripe today 3:00 AM EST: all 12 match.", "good"]);
    expect(compared({ differing: ["chg_0001"] })).toEqual([
      "Compared with Stripe today 3:00 AM EST: 1 charge differs.",
      "bad",
    ]);
    expect(compared({ charges: 0, compared_at: "2027-03-08T08:00:00Z" })).toEqual([
      "Compared with Stripe Mon, Mar 8, 3:00 AM EST: no charges that day.",
      "",
    ]);
  });

  it("is not claimed where there was none", () => {
    expect(comparisonWords(null, NEW_YORK, NOW).text).toContain("Not compared with Stripe yet");
  });
});

describe("cancelling", () => {
  const terms = preview({
    fee_minor: 5000,
    settlement: { fee_minor: 5000, from_deposit_minor: 2000, to_charge_minor: 3000, to_refund_minor: 0 },
    card: { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 },
  });
  const settled = (byClinic: boolean, isWaived: boolean) =>
    settlementWords(terms, { byClinic, isWaived }).join(" ");

  it("says what is kept, charged and given back, never that it was charged", () => {
    expect(settled(false, false)).toBe(
      "$20.00 is kept of the deposit. $30.00 is charged to Visa ending 4242 within minutes.",
    );
    expect(settled(true, false)).toBe("$20.00 goes back to the card.");
    expect(settled(false, true)).toBe(
      "No fee is asked. It is written down that you waived $50.00. $20.00 goes back to the card.",
    );
  });

  it("is named by what it does", () => {
    expect(cancelAction(terms, false)).toBe("Cancel visit, charge $30.00");
    expect(cancelAction(terms, true)).toBe("Cancel visit, waive $50.00");
    const kept = {
      ...terms,
      settlement: { ...terms.settlement, to_charge_minor: 0, from_deposit_minor: 5000 },
    };
    expect(cancelAction(kept, false)).toBe("Cancel visit, keep $50.00");
    expect(cancelAction(preview(), false)).toBe("Cancel visit, no fee");
  });

  it("says what it came to", () => {
    const done = {
      appointment_id: "apt_0001",
      cancelled_at: "2027-03-09T15:00:00Z",
      fee_minor: 5000,
      charge_id: "chg_0001",
    };
    expect(cancelledWords(done, terms, "Sam Whitfield", false)).toContain("$30.00 is charged within minutes");
    expect(cancelledWords({ ...done, charge_id: null }, terms, "Sam", false)).toContain("$50.00 is kept");
    expect(cancelledWords({ ...done, fee_minor: 0 }, terms, "Sam", true)).toContain("$50.00 is waived");
  });
});

describe("a move", () => {
  it("keeps the policy, and says what applies at the new time", () => {
    const terms = {
      appointment_id: "apt_0001",
      provider_id: "prv_johnson",
      starts_at: "2027-03-11T18:00:00Z",
      ends_at: "2027-03-11T18:30:00Z",
      owed_minor: 0,
      moves_until: null,
      receipt: receipt({ free_until: "2027-03-10T18:00:00Z" }),
    };
    const told = plain(movedWords(seen(), terms, NEW_YORK, NOW).join(" "));
    expect(told).toContain("Maya keeps policy version 7");
    expect(told).toContain("It is free to cancel until Wed, Mar 10, 1:00 PM EST.");
    expect(movedWords(seen(), { ...terms, owed_minor: 5000 }, NEW_YORK, NOW).join(" ")).toContain(
      "would have cost $50.00 before an earlier move",
    );
  });
});
