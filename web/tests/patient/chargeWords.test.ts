import { beforeAll, describe, expect, it } from "vitest";
import type { Charge } from "@/api/calls";
import { chargeReasons, chargeSum, chargeTitle } from "@/patient/chargeWords";
import { hasReceipt, needsPatient } from "@/patient/useMoney";
import { harbor } from "../demo";
import { plain, speakEnglish } from "../words";

const VISA = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 };
const charge = (over: Partial<Charge> = {}): Charge => ({
  id: "chg_1",
  appointment_id: "apt_0001",
  patient_id: null,
  patient_name: null,
  kind: "late_cancel",
  status: "succeeded",
  amount_minor: 5000,
  currency: "usd",
  policy_version: 7,
  policy_accepted_at: "2027-02-10T15:00:00Z",
  made_at: "2027-02-24T23:40:00Z",
  due_at: null,
  settled_at: "2027-02-24T23:45:00Z",
  attempts: 1,
  failure: null,
  card: VISA,
  refunded_minor: 0,
  refunding_minor: 0,
  refund_failed_minor: 0,
  refundable_minor: 5000,
  waived_at: null,
  waived_by: null,
  waive_reason: null,
  dispute: null,
  was_returned: false,
  cancelled_at: "2027-02-24T23:40:00Z",
  free_until: "2027-02-24T15:00:00Z",
  appointment_starts_at: "2027-02-25T15:00:00Z",
  appointment_type_id: "typ_mole",
  provider_id: "prv_johnson",
  pay_link: null,
  ...over,
});
const reasons = (over: Partial<Charge> = {}): string => plain(chargeReasons(harbor, charge(over)).join(" "));

describe("a charge, as the patient reads it", () => {
  beforeAll(() => speakEnglish("record", "charges", "booking"));

  it("says what for, why, to which card and under which policy", () => {
    expect(plain(chargeTitle(harbor, charge()))).toBe(
      "Late cancellation, Thu, Feb 25, 10:00 AM EST with Dr. Johnson",
    );
    expect(reasons()).toBe(
      "Free until Wed, Feb 24, 10:00 AM EST. You cancelled Wed, Feb 24, 6:40 PM EST. Charged to the Visa ending in 4242. Policy version 7, which you accepted Wed, Feb 10, 2027.",
    );
  });

  it("says that a no-show waits for the clinic, and when one is charged by itself", () => {
    const miss = { kind: "no_show", status: "due", cancelled_at: null, free_until: null } as const;
    expect(reasons(miss)).toContain("The clinic looks at it first.");
    expect(reasons({ ...miss, due_at: "2099-03-09T21:00:00Z" })).toContain("unless the clinic waives it");
    expect(reasons({ ...miss, due_at: "2020-03-09T21:00:00Z" })).toContain(
      "It will be charged within minutes.",
    );
  });

  it("says why a card was refused and whether it is tried again", () => {
    const failed = {
      status: "failed",
      failure: "insufficient_funds",
      due_at: "2099-03-09T21:00:00Z",
    } as const;
    expect(reasons(failed)).toContain("too little money");
    expect(reasons(failed)).toContain("We try the card once more");
    expect(reasons({ ...failed, due_at: null })).not.toContain("once more");
  });

  it("never tells why a fee was waived", () => {
    const waived = reasons({ status: "waived", waive_reason: "a secret of the clinic's" });
    expect(waived).toContain("The clinic waived it.");
    expect(waived).not.toContain("secret");
  });

  it("says what went back, and what is on its way", () => {
    expect(reasons({ was_returned: true, status: "refunded", refunded_minor: 5000 })).toContain(
      "Someone else booked the time",
    );
    expect(reasons({ refunding_minor: 2000 })).toContain("$20.00 is on its way back to your card");
    expect(reasons({ refunding_minor: 2000, dispute: "open" })).toContain("$20.00 goes back to you once");
    expect(reasons({ dispute: "inquiry" })).toContain("Your bank has asked the clinic about it.");
    expect(reasons({ refunding_minor: 2000, dispute: "inquiry" })).toContain("$20.00 is on its way back");
    expect(reasons({ refund_failed_minor: 2000 })).toContain("$20.00 could not go back to your card");
  });

  it("strikes out what is not asked for any more", () => {
    expect(chargeSum(charge())).toEqual({ asked: "$50.00", left: null });
    expect(chargeSum(charge({ status: "waived" }))).toEqual({ asked: "$50.00", left: "$0.00" });
    expect(chargeSum(charge({ refunded_minor: 1000, refunding_minor: 500 })).left).toBe("$35.00");
  });

  it("has a receipt once money was taken, and needs the patient while it can't be", () => {
    expect(hasReceipt(charge())).toBe(true);
    expect(hasReceipt(charge({ status: "refunded" }))).toBe(true);
    expect(hasReceipt(charge({ status: "waived" }))).toBe(false);
    expect(needsPatient(charge({ status: "failed", pay_link: "/pay#x" }))).toBe(true);
    expect(needsPatient(charge({ status: "failed" }))).toBe(false);
    expect(needsPatient(charge({ status: "due", pay_link: "/pay#x" }))).toBe(false);
  });
});
