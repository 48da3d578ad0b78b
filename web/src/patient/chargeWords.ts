/** A charge in the patient's words: what it was for, why, and what becomes of it. */
import type { Charge, Clinic } from "@/api/calls";
import { cardName } from "@/app/cards";
import { findProvider } from "@/app/clinic";
import { isWaiting } from "@/charges/charge";
import { failureWords } from "@/charges/failureWords";
import { kindWords } from "@/charges/statusWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { formatIn, formatInstant } from "@/time/zone";

export const providerOf = (clinic: Clinic, charge: Charge): string =>
  findProvider(clinic, charge.provider_id)?.name ?? "";

/** "Late cancellation, Thu, Feb 25, 10:00 AM EST with Dr. Chen". */
export const chargeTitle = (clinic: Clinic, charge: Charge): string =>
  t("record.charges.visit", {
    kind: kindWords(charge),
    time: formatInstant(clinic.zone, charge.appointment_starts_at),
    provider: providerOf(clinic, charge),
  });

/** Sentences under the title. */
export function chargeReasons(clinic: Clinic, charge: Charge): readonly string[] {
  return [
    whatFor(clinic, charge),
    howItStands(clinic, charge),
    goneBack(charge),
    underPolicy(clinic, charge),
  ].filter(Boolean);
}

function whatFor(clinic: Clinic, charge: Charge): string {
  if (charge.was_returned) return t("record.charges.returned");
  if (charge.kind === "deposit") return t("record.charges.counts");
  if (charge.kind === "no_show") return t("record.charges.missed");
  if (charge.cancelled_at === null) return "";
  const at = formatInstant(clinic.zone, charge.cancelled_at);
  if (charge.free_until === null) return t("record.charges.cancelled", { at });
  return t("record.charges.freeUntil", { until: formatInstant(clinic.zone, charge.free_until), at });
}

function howItStands(clinic: Clinic, charge: Charge): string {
  if (charge.dispute === "open") return t("record.charges.disputed");
  if (charge.dispute === "inquiry") return t("record.charges.inquiry");
  if (charge.status === "waived") return t("record.charges.waived");
  if (charge.status === "succeeded" || charge.status === "refunded")
    return charge.card ? t("record.charges.card", { card: cardName(charge.card) }) : "";
  if (isWaiting(charge)) return t("record.charges.waits");
  if (charge.status === "due") return dueWords(clinic, charge.due_at);
  if (charge.status === "failed") return failedWords(clinic, charge);
  return charge.status === "attempting" ? t("record.charges.soon") : "";
}

/** What is due already is charged on the next round of the schedule. */
function dueWords(clinic: Clinic, dueAt: string | null): string {
  if (dueAt === null || Date.parse(dueAt) <= Date.now()) return t("record.charges.soon");
  return t("record.charges.dueAt", { time: formatInstant(clinic.zone, dueAt) });
}

function failedWords(clinic: Clinic, { failure, due_at: next }: Charge): string {
  const why = failure ? failureWords(failure) : "";
  const again = next ? t("record.charges.again", { time: formatInstant(clinic.zone, next) }) : "";
  return [why, again].filter(Boolean).join(" ");
}

function goneBack(charge: Charge): string {
  const { refunded_minor: back, refunding_minor: underWay, refund_failed_minor: failed } = charge;
  const amount = (minor: number) => ({ amount: formatMoney(minor, charge.currency) });
  const isHeld = charge.dispute === "open";
  return [
    back > 0 ? t("record.charges.refunded", amount(back)) : "",
    underWay > 0
      ? t(isHeld ? "record.charges.refundHeld" : "record.charges.refunding", amount(underWay))
      : "",
    failed > 0 ? t("record.charges.refundFailed", amount(failed)) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function underPolicy(clinic: Clinic, { policy_version: version, policy_accepted_at: at }: Charge): string {
  return at === null
    ? ""
    : t("record.charges.policy", { version, day: formatIn(clinic.zone, at, "dayYear") });
}

/** What is left of it to pay, or was: "$50.00", and "$0.00" where it was waived or went back. */
export function chargeSum(charge: Charge): { readonly asked: string; readonly left: string | null } {
  const money = (minor: number): string => formatMoney(minor, charge.currency);
  const gone =
    charge.status === "waived" ? charge.amount_minor : charge.refunded_minor + charge.refunding_minor;
  return {
    asked: money(charge.amount_minor),
    left: gone > 0 ? money(charge.amount_minor - gone) : null,
  };
}
