/** The next version of the policy while it is written: as typed, until it is right and published. */
import { formatMoney } from "@/money";
import { readAmount, readPercent, readWhole } from "./policyAmount";
import type { Fee, Policy, PolicyBody, Terms, Unattended } from "./policyCalls";

/** Both kinds are kept as typed, so that trying the other one loses nothing. */
export interface DraftFee {
  kind: Fee["kind"];
  amount: string;
  percent: string;
}

export interface DraftTier {
  /** Stays with the row while others come and go. */
  readonly id: number;
  hours: string;
  fee: DraftFee;
}

export interface DraftTerms {
  /** Earliest first. */
  tiers: DraftTier[];
  missed: DraftFee;
}

export interface DraftOverride extends DraftTerms {
  readonly typeId: string;
}

export interface PolicyDraft extends DraftTerms {
  readonly currency: string;
  /** Of the policy that it was made from: where another is in use by now, it is refused. */
  version: number;
  grace: string;
  barred: string[];
  overrides: DraftOverride[];
  cap: DraftFee | null;
  move: string;
  noShows: { grace: string; charge: string; unattended: Unattended };
}

export const MOST_TIERS = 6;
const DAY_HOURS = 24;

let nextId = 0;
export const newFee = (): DraftFee => ({ kind: "amount", amount: "", percent: "" });
export const newTier = (hours: string): DraftTier => ({ id: nextId++, hours, fee: newFee() });

function feeDraft(fee: Fee, currency: string): DraftFee {
  const isAmount = fee.kind === "amount";
  return {
    kind: fee.kind,
    amount: isAmount ? formatMoney(fee.value, currency) : "",
    percent: isAmount ? "" : String(fee.value),
  };
}

function termsDraft(terms: Terms, currency: string): DraftTerms {
  return {
    tiers: terms.tiers.map((tier) => ({
      id: nextId++,
      hours: String(tier.hours_before),
      fee: feeDraft(tier.fee, currency),
    })),
    missed: feeDraft(terms.no_show_fee, currency),
  };
}

export function draftOf(policy: Policy): PolicyDraft {
  const { currency } = policy;
  return {
    currency,
    version: policy.version,
    ...termsDraft(policy, currency),
    grace: String(policy.grace_minutes),
    barred: [...policy.barred_payers],
    overrides: policy.overrides.map((one) => ({
      typeId: one.appointment_type_id,
      ...termsDraft(one, currency),
    })),
    cap: policy.cap && feeDraft(policy.cap, currency),
    move: String(policy.move_hours),
    noShows: {
      grace: String(policy.no_shows.grace_minutes),
      charge: String(policy.no_shows.charge_after_hours),
      unattended: policy.no_shows.unattended,
    },
  };
}

export const valueOf = (fee: DraftFee, currency: string): number =>
  fee.kind === "amount" ? readAmount(fee.amount, currency) : readPercent(fee.percent);

export const feeOf = (fee: DraftFee, currency: string): Fee => ({
  kind: fee.kind,
  value: valueOf(fee, currency),
});

export const termsOf = (terms: DraftTerms, currency: string): Terms => ({
  tiers: terms.tiers.map((tier) => ({ hours_before: readWhole(tier.hours), fee: feeOf(tier.fee, currency) })),
  no_show_fee: feeOf(terms.missed, currency),
});

/** As it is sent. What isn't a number yet is NaN. */
export function bodyOf(draft: PolicyDraft): PolicyBody {
  const { currency, noShows } = draft;
  return {
    version: draft.version,
    ...termsOf(draft, currency),
    grace_minutes: readWhole(draft.grace),
    barred_payers: [...draft.barred].sort(),
    overrides: draft.overrides.map((one) => ({
      appointment_type_id: one.typeId,
      ...termsOf(one, currency),
    })),
    cap: draft.cap && feeOf(draft.cap, currency),
    move_hours: readWhole(draft.move),
    no_shows: {
      grace_minutes: readWhole(noShows.grace),
      charge_after_hours: readWhole(noShows.charge),
      unattended: noShows.unattended,
    },
  };
}

/** A type's own terms, or a copy of everybody's to begin them with. */
export function copyTerms(terms: DraftTerms): DraftTerms {
  return {
    tiers: terms.tiers.map((tier) => ({ id: nextId++, hours: tier.hours, fee: { ...tier.fee } })),
    missed: { ...terms.missed },
  };
}

/** Adds a step after the last one, or before the first where the last can't be followed. Gives its place. */
export function addTier(tiers: DraftTier[]): number {
  const [first, last] = [tiers[0], tiers.at(-1)].map((tier) =>
    tier ? readWhole(tier.hours) : DAY_HOURS * 2,
  );
  const isLast = !(last === 1 && tiers.length);
  const hours = isLast ? Math.floor((last ?? 0) / 2) : (first ?? 0) * 2;
  const place = isLast ? tiers.length : 0;
  tiers.splice(place, 0, newTier(hours ? String(hours) : ""));
  return place;
}
