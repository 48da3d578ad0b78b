import { beforeAll, describe, expect, it } from "vitest";
import { amountsOf } from "@/charges/amounts";
import { cardWords, expiryWords } from "@/charges/cardWords";
import { isOpen, isUnpaid } from "@/charges/charge";
import { failureWords } from "@/charges/failureWords";
import { chargeTone, kindWords, statusWords } from "@/charges/statusWords";
import { speakEnglish } from "../words";
import { charge, paid } from "./charge";

beforeAll(() => speakEnglish("charges"));

describe("a charge", () => {
  it("says what it is for and how it stands", () => {
    expect(kindWords(charge())).toBe("No-show");
    expect(statusWords(charge())).toBe("Due");
    expect(statusWords(paid())).toBe("Paid");
    expect(chargeTone(paid())).toBe("good");
  });

  it("that nobody has confirmed waits for the clinic", () => {
    expect(statusWords(charge({ due_at: null }))).toBe("Waits for the clinic");
  });

  it("that failed has a next try without a due date too, and waits for nobody", () => {
    expect(statusWords(charge({ status: "failed", due_at: null }))).toBe("Not paid");
    expect(chargeTone(charge({ status: "failed" }))).toBe("bad");
  });

  it("tells a refund on its way from one that has arrived, and part of it from all", () => {
    expect(statusWords(paid({ refunding_minor: 4000 }))).toBe("Refund on its way");
    expect(statusWords(paid({ refunded_minor: 4000 }))).toBe("Paid, part refunded");
    expect(statusWords(paid({ status: "refunded", refunded_minor: 10000 }))).toBe("Refunded");
  });

  it("says that a refund failed until it is made again", () => {
    const failed = paid({ refund_failed_minor: 4000 });
    expect([statusWords(failed), chargeTone(failed)]).toEqual(["Refund failed", "bad"]);
  });

  it("that is disputed says so before anything else", () => {
    expect(statusWords(paid({ dispute: "open" }))).toBe("Disputed");
    expect(chargeTone(paid({ dispute: "lost" }))).toBe("bad");
    expect(statusWords(paid({ dispute: "won" }))).toBe("Paid");
  });

  it("that a bank asks about is no dispute yet, and none once the bank lets it rest", () => {
    const asked = paid({ dispute: "inquiry" });
    expect([statusWords(asked), chargeTone(asked)]).toEqual(["Bank inquiry", "warn"]);
    expect(statusWords(paid({ dispute: "inquiry", refund_failed_minor: 100 }))).toBe("Refund failed");
    const closed = paid({ dispute: "closed" });
    expect([statusWords(closed), chargeTone(closed)]).toEqual(["Paid", "good"]);
  });

  it("is open until it is paid, waived or given back", () => {
    const open = (["due", "attempting", "failed", "requires_action"] as const).map((status) =>
      isOpen(charge({ status })),
    );
    expect(open).toEqual([true, true, true, true]);
    expect([paid(), charge({ status: "waived" })].map(isOpen)).toEqual([false, false]);
    expect(isUnpaid(charge())).toBe(false);
  });

  it("has each amount to the cent", () => {
    const half = paid({ refunded_minor: 2500, refunding_minor: 1050, refundable_minor: 6450 });
    expect(amountsOf(half)).toEqual({
      asked: "$100.00",
      returned: "$35.50",
      refundable: "$64.50",
      kept: "$64.50",
    });
  });
});

describe("a decline", () => {
  it("is told in words", () => {
    expect(failureWords("insufficient_funds")).toContain("too little money");
    expect(failureWords("authentication_required")).toContain("approve");
    expect(failureWords("a_code_of_next_year")).toContain("did not say why");
    expect(failureWords("unreached")).toContain("Nobody declined it");
  });

  it("never tells that a card is reported lost or stolen", () => {
    for (const code of ["lost_card", "stolen_card", "pickup_card", "fraudulent"])
      expect(failureWords(code)).toBe(failureWords("generic_decline"));
  });
});

describe("a card", () => {
  const card = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 };

  it("is known by its brand and last digits", () => {
    expect(cardWords(card)).toBe("Visa ending 4242");
  });

  it("holds until the end of its month", () => {
    expect(expiryWords(card, new Date("2029-08-31T23:00:00Z"))).toBe("expires 08/29");
    expect(expiryWords(card, new Date("2029-09-01T00:00:00Z"))).toBe("expired 08/29");
  });
});
