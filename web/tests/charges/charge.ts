import type { Charge } from "@/charges/charge";

/** A no-show's fee, due and charged by itself at 5:24 PM EST. */
export const charge = (over: Partial<Charge> = {}): Charge => ({
  id: "chg_0001",
  appointment_id: "apt_0001",
  patient_id: "pat_maya",
  patient_name: "Maya Ortiz",
  kind: "no_show",
  status: "due",
  amount_minor: 10000,
  currency: "usd",
  policy_version: 7,
  policy_accepted_at: "2027-03-02T15:20:00Z",
  made_at: "2027-03-09T20:24:00Z",
  due_at: "2027-03-09T22:24:00Z",
  settled_at: null,
  attempts: 0,
  failure: null,
  card: { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 },
  refunded_minor: 0,
  refunding_minor: 0,
  refund_failed_minor: 0,
  refundable_minor: 0,
  waived_at: null,
  waived_by: null,
  waive_reason: null,
  dispute: null,
  was_returned: false,
  cancelled_at: null,
  free_until: "2027-03-08T20:00:00Z",
  appointment_starts_at: "2027-03-09T20:00:00Z",
  appointment_type_id: "typ_mole",
  provider_id: "prv_johnson",
  pay_link: null,
  ...over,
});

/** The same, paid. */
export const paid = (over: Partial<Charge> = {}): Charge =>
  charge({
    status: "succeeded",
    due_at: null,
    settled_at: "2027-03-09T22:25:00Z",
    refundable_minor: 10000,
    ...over,
  });
