/** What the clinic's policy means for one visit, in words. The figures and instants are the server's. */
import type { Clinic, Receipt } from "@/api/calls";
import type { Line } from "@/app/policyWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { formatInstant } from "@/time/zone";

const money = (receipt: Receipt, minor: number): string => formatMoney(minor, receipt.currency);

export const isAlwaysFree = (receipt: Receipt): boolean =>
  receipt.barred || receipt.steps.every((step) => step.fee_minor === 0);

export const isFeeless = (receipt: Receipt): boolean =>
  receipt.barred || (isAlwaysFree(receipt) && receipt.no_show_fee_minor === 0);

/** The fee that follows the free time, or the highest one there is where there is none. */
export const firstFee = (receipt: Receipt): number =>
  receipt.steps.find((step) => step.fee_minor > 0)?.fee_minor ?? 0;

export function receiptTitle(zone: string, receipt: Receipt): string {
  if (isAlwaysFree(receipt)) return t("booking.card.alwaysFree");
  if (receipt.free_until === null)
    return t("booking.card.neverFree", { fee: money(receipt, firstFee(receipt)) });
  return t("booking.card.freeUntil", { time: formatInstant(zone, receipt.free_until) });
}

/** The lines under the title. `graceMinutes` is shown while a booking is being made, when it still lies ahead. */
export function receiptLines(zone: string, receipt: Receipt, graceMinutes = 0): readonly Line[] {
  if (receipt.barred) return [];
  const fees = receipt.steps.filter((step) => step.fee_minor > 0);
  const steps = (receipt.free_until === null ? fees.slice(1) : fees).map((step, index) => ({
    label:
      index === 0 && receipt.free_until !== null
        ? t("booking.card.after")
        : t("booking.card.from", { time: formatInstant(zone, step.from_at) }),
    value: money(receipt, step.fee_minor),
  }));
  const { no_show_fee_minor: missFee } = receipt;
  const missed = missFee > 0 ? [{ label: t("booking.card.miss"), value: money(receipt, missFee) }] : [];
  const hasGrace = graceMinutes > 0 && fees.length > 0;
  const grace = hasGrace
    ? [{ label: t("booking.card.grace", { n: graceMinutes }), value: t("booking.card.free") }]
    : [];
  return [...steps, ...missed, ...grace];
}

/** What one says yes to. */
export function acceptWords(clinic: Clinic, receipt: Receipt): string {
  if (isFeeless(receipt)) return t("booking.card.acceptNone");
  const words = {
    clinic: clinic.name,
    fee: money(receipt, firstFee(receipt)),
    miss: money(receipt, receipt.no_show_fee_minor),
  };
  if (receipt.free_until === null) return t("booking.card.acceptNow", words);
  return t("booking.card.accept", { ...words, time: formatInstant(clinic.zone, receipt.free_until) });
}
