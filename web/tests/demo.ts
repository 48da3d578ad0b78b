import type { Appointment, CancelPreview, Clinic, Receipt } from "@/api/calls";

/** A clinic for tests, in the shape that our functions answer with. */
export const harbor: Clinic = {
  id: "cln_harbor0000",
  slug: "harbor-dermatology",
  name: "Harbor Dermatology",
  address: "210 Commercial Street, Boston, MA",
  phone: "+16175550142",
  phone_hours: "Monday to Friday, 8:00 AM to 6:00 PM",
  zone: "America/New_York",
  currency: "usd",
  providers: [{ id: "prv_johnson", name: "Dr. Johnson", title: "Dermatologist", zone: "America/New_York" }],
  appointment_types: [
    {
      id: "typ_mole",
      name: "Mole evaluation",
      description: "",
      category: "medical",
      duration_minutes: 30,
      price_minor: 16000,
      provider_ids: ["prv_johnson"],
    },
  ],
  payers: [{ id: "pay_masshealth", name: "MassHealth", bars_fees: true }],
  policy: {
    version: 7,
    hash: "0".repeat(64),
    currency: "usd",
    tiers: [{ hours_before: 24, fee: { kind: "amount", value: 5000 } }],
    no_show_fee: { kind: "amount", value: 10000 },
    grace_minutes: 15,
    barred_payers: ["pay_masshealth"],
    published_at: "2027-02-01T15:00:00Z",
  },
};

export const receipt = (over: Partial<Receipt> = {}): Receipt => ({
  policy_version: 7,
  policy_hash: "0".repeat(64),
  currency: "usd",
  free_until: "2027-03-08T20:00:00Z",
  steps: [{ from_at: "2027-03-08T20:00:00Z", fee_minor: 5000 }],
  no_show_fee_minor: 10000,
  grace_until: "2027-03-02T15:35:00Z",
  barred: false,
  sentence: "",
  fee_now_minor: 0,
  ...over,
});

export const visit = (over: Partial<Appointment> = {}): Appointment => ({
  id: "apt_0001",
  status: "booked",
  provider_id: "prv_johnson",
  appointment_type_id: "typ_mole",
  starts_at: "2027-03-09T20:00:00Z",
  ends_at: "2027-03-09T20:30:00Z",
  expires_at: null,
  booked_at: "2027-03-02T15:20:00Z",
  price_minor: 16000,
  cancelled_at: null,
  cancelled_by: null,
  fee_minor: 0,
  policy_accepted_at: "2027-03-02T15:20:00Z",
  receipt: receipt(),
  note_count: 0,
  patient: null,
  calendar_file: null,
  version: 1,
  ...over,
});

export const preview = (over: Partial<CancelPreview> = {}): CancelPreview => ({
  appointment_id: "apt_0001",
  as_of: "2027-03-05T15:20:00Z",
  fee_minor: 0,
  policy_accepted_at: "2027-03-02T15:20:00Z",
  receipt: receipt(),
  ...over,
});
