/** What is wrong with a draft before it is sent, under the names that the server gives: `tiers.1.hours_before`. */
import { readWhole } from "./policyAmount";
import { valueOf, type DraftFee, type DraftTerms, type PolicyDraft } from "./policyDraft";

export type PolicyFault =
  | { readonly kind: "missing" | "amount" | "percent" }
  | { readonly kind: "number"; readonly from: number; readonly to: number }
  | { readonly kind: "order"; readonly hours: number }
  /** In the server's words, where only it knew. */
  | { readonly kind: "refused"; readonly detail: string };

export type PolicyFaults = ReadonlyMap<string, PolicyFault>;

const LONGEST_HOURS = 1440;
const LONGEST_MINUTES = 1440;
const LONGEST_WAIT_HOURS = 72;

function feeFault(fee: DraftFee, currency: string): PolicyFault | null {
  if (!(fee.kind === "amount" ? fee.amount : fee.percent).trim()) return { kind: "missing" };
  const value = valueOf(fee, currency);
  if (Number.isNaN(value) || (fee.kind === "percent" && value > 100)) return { kind: fee.kind };
  return null;
}

function numberFault(typed: string, from: number, to: number): PolicyFault | null {
  if (!typed.trim()) return { kind: "missing" };
  const value = readWhole(typed);
  return value >= from && value <= to ? null : { kind: "number", from, to };
}

type Named = [field: string, fault: PolicyFault | null];

function termsFaults({ tiers, missed }: DraftTerms, currency: string): Named[] {
  const steps = tiers.flatMap(({ hours, fee }, place): Named[] => {
    const above = readWhole(tiers[place - 1]?.hours ?? "");
    const isEarlier = readWhole(hours) >= above;
    return [
      [
        `tiers.${place}.hours_before`,
        numberFault(hours, 1, LONGEST_HOURS) ?? (isEarlier ? { kind: "order", hours: above } : null),
      ],
      [`tiers.${place}.fee`, feeFault(fee, currency)],
    ];
  });
  return [...steps, ["no_show_fee", feeFault(missed, currency)]];
}

const toFaults = (named: readonly Named[]): PolicyFaults =>
  new Map(named.flatMap(([field, fault]) => (fault ? [[field, fault] as const] : [])));

export const findTermsFaults = (terms: DraftTerms, currency: string): PolicyFaults =>
  toFaults(termsFaults(terms, currency));

export function findFaults(draft: PolicyDraft): PolicyFaults {
  const { currency, noShows } = draft;
  const own = draft.overrides.flatMap((one, number) =>
    termsFaults(one, currency).map(([field, fault]): Named => [`overrides.${number}.${field}`, fault]),
  );
  return toFaults([
    ...termsFaults(draft, currency),
    ["grace_minutes", numberFault(draft.grace, 0, LONGEST_MINUTES)],
    ["move_hours", numberFault(draft.move, 0, LONGEST_HOURS)],
    ["cap", draft.cap && feeFault(draft.cap, currency)],
    ["no_shows.grace_minutes", numberFault(noShows.grace, 0, LONGEST_MINUTES)],
    ["no_shows.charge_after_hours", numberFault(noShows.charge, 0, LONGEST_WAIT_HOURS)],
    ...own,
  ]);
}

/** What is wrong at `field` or within it: the server may name the whole or a part of it. */
export function faultAt(faults: PolicyFaults, field: string): PolicyFault | null {
  const name = [...faults.keys()].find((one) => one === field || one.startsWith(`${field}.`));
  return (name !== undefined && faults.get(name)) || null;
}

/** What is wrong within `field`, named as if nothing were around it. */
export function faultsWithin(faults: PolicyFaults, field: string): PolicyFaults {
  const inner = [...faults].filter(([name]) => name.startsWith(`${field}.`));
  return new Map(inner.map(([name, fault]) => [name.slice(field.length + 1), fault]));
}
