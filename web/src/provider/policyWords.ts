/** A version of the policy in the team's words, as its rules stand: what they come to for a visit, the server says. */
import type { Clinic } from "@/api/calls";
import { feeWords, type Line } from "@/app/policyWords";
import { findType } from "@/app/clinic";
import { t } from "@/i18n";
import type { Fee, Policy, Terms } from "./policyCalls";

const isReadable = (fee: Fee): boolean => !Number.isNaN(fee.value);

/** "$50.00", "Free", "25% of the price"; a dash for what can't be read yet. */
export function feeText(fee: Fee, currency: string): string {
  if (!isReadable(fee)) return "–";
  return fee.value === 0 ? t("policy.types.nothing") : feeWords(fee, currency);
}

const hoursText = (hours: number): string => (Number.isNaN(hours) ? "–" : String(hours));

export interface Stretch {
  readonly fee: string;
  readonly span: string;
}

/** The steps on the way to a visit. */
export function stretches({ tiers }: Terms, currency: string): readonly Stretch[] {
  return tiers.map((tier, place) => {
    const [from, next] = [hoursText(tier.hours_before), tiers[place + 1]];
    const span = next
      ? t("policy.runway.between", { from, to: hoursText(next.hours_before) })
      : t("policy.runway.last", { hours: from });
    return { fee: feeText(tier.fee, currency), span };
  });
}

export function freeText({ tiers }: Terms): string {
  const hours = tiers[0]?.hours_before;
  return hours === undefined
    ? t("policy.runway.always")
    : t("policy.runway.until", { hours: hoursText(hours) });
}

/** The whole way in one sentence, for who can't see it. */
export function runwayWords(terms: Terms, currency: string): string {
  const [first] = terms.tiers;
  const free = first
    ? t("policy.runway.freeUntil", { n: first.hours_before || 0 })
    : t("policy.runway.freeAlways");
  const steps = terms.tiers.map((tier) =>
    t("policy.runway.fromHours", { n: tier.hours_before || 0, fee: feeText(tier.fee, currency) }),
  );
  const missed = t("policy.runway.forMissed", { fee: feeText(terms.no_show_fee, currency) });
  return t("policy.runway.label", { free, steps: [...steps, missed].join(", ") });
}

/** "$50.00, last 2 h $75.00": what follows the free time. */
export function thenWords({ tiers }: Terms, currency: string): string {
  const words = tiers.map((tier, place) => {
    const fee = feeText(tier.fee, currency);
    return place ? t("policy.short.last", { hours: hoursText(tier.hours_before), fee }) : fee;
  });
  return words.join(", ") || t("policy.types.nothing");
}

/** "Free to 24 h, $50.00, last 2 h $75.00, missed $100.00". */
export function shortWords(terms: Terms, currency: string): string {
  const [first] = terms.tiers;
  const missed = terms.no_show_fee.value
    ? t("policy.short.missed", { fee: feeText(terms.no_show_fee, currency) })
    : t("policy.short.missedFree");
  if (!first) return `${t("policy.short.always")}, ${missed}`;
  const free = t("policy.short.free", { hours: hoursText(first.hours_before) });
  return [free, thenWords(terms, currency), missed].join(", ");
}

export function untilWords({ tiers }: Terms): string {
  const [first] = tiers;
  return first
    ? t("policy.types.before", { hours: hoursText(first.hours_before) })
    : t("policy.types.anyTime");
}

export const typeName = (clinic: Clinic, id: string): string =>
  findType(clinic, id)?.name ?? t("policy.types.gone");
export const payerName = (clinic: Clinic, id: string): string =>
  clinic.payers.find((payer) => payer.id === id)?.name ?? t("policy.payers.unknown");

const markWords = (minutes: number): string =>
  minutes ? t("policy.facts.markValue", { n: minutes }) : t("policy.facts.markStart");
const chargeWords = (hours: number): string =>
  hours ? t("policy.facts.chargeValue", { n: hours }) : t("policy.facts.chargeNow");

/** Everything that a version says beside its steps. */
export function policyFacts(policy: Policy, clinic: Clinic): readonly Line[] {
  const { currency } = clinic;
  const { cap, no_shows: rule, move_hours: move } = policy;
  const barred = policy.barred_payers.map((id) => payerName(clinic, id)).join(", ");
  return [
    { label: t("policy.facts.grace"), value: t("common.minutes", { n: policy.grace_minutes }) },
    { label: t("policy.facts.mark"), value: markWords(rule.grace_minutes) },
    { label: t("policy.facts.charge"), value: chargeWords(rule.charge_after_hours) },
    { label: t("policy.facts.unattended"), value: t(`policy.unattended.${rule.unattended}`) },
    {
      label: t("policy.facts.move"),
      value: move ? t("policy.facts.moveValue", { n: move }) : t("policy.facts.moveStart"),
    },
    ...(cap ? [{ label: t("policy.facts.cap"), value: feeWords(cap, currency) }] : []),
    { label: t("policy.facts.barred"), value: barred || t("policy.facts.nobody") },
  ];
}
