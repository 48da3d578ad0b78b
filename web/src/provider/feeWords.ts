/** A visit's policy receipt in the team's words. */
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { formatIn, formatInstant } from "@/time/zone";
import type { Receipt } from "@/api/calls";
import type { Visit } from "./calls";

export const firstName = (visit: Visit): string =>
  visit.patient?.full_name.split(/\s+/)[0] ?? t("provider.entry.noPatient");

function acceptedWords(visit: Visit, zone: string): string {
  const given = { name: firstName(visit), version: visit.receipt.policy_version };
  return visit.policy_accepted_at
    ? t("provider.visit.accepted", { ...given, day: formatIn(zone, visit.policy_accepted_at, "day") })
    : t("provider.visit.notAccepted", given);
}

/** What cancelling and missing a visit that is ahead costs. */
export function costWords(receipt: Receipt, zone: string, now: Date): readonly string[] {
  const { free_until: freeUntil, steps, currency, no_show_fee_minor: miss, fee_now_minor: feeNow } = receipt;
  const isFree = feeNow === 0;
  const next = isFree ? steps.find((step) => step.fee_minor > 0)?.fee_minor : feeNow;
  if (next === undefined) {
    const missing = t("provider.visit.missing", { miss: formatMoney(miss, currency) });
    return [t("provider.visit.always"), ...(miss ? [missing] : [])];
  }
  const costs = { fee: formatMoney(next, currency), miss: formatMoney(miss, currency) };
  const time = freeUntil ? formatInstant(zone, freeUntil) : null;
  const over = time && freeUntil && new Date(freeUntil) <= now;
  const free = time
    ? [over ? t("provider.visit.wasFree", { time }) : t("provider.visit.freeUntil", { time })]
    : [];
  return [...free, isFree ? t("provider.visit.costsThen", costs) : t("provider.visit.costsNow", costs)];
}

/** What was accepted, and what cancelling or missing the visit costs; the latter only while it is ahead. */
export function feeSentences(visit: Visit, zone: string, now: Date): readonly string[] {
  const accepted = acceptedWords(visit, zone);
  if (visit.receipt.barred) return [accepted, t("provider.visit.barred", { name: firstName(visit) })];
  return new Date(visit.starts_at) > now ? [accepted, ...costWords(visit.receipt, zone, now)] : [accepted];
}
