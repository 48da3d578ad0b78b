/** What the clinic's policy means for one visit, in words. The figures and instants are the server's. */
import type { Clinic, Receipt } from "@/api/calls";
import type { Line } from "@/app/policyWords";
import type { Dues } from "./dues";
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

/** What becomes of what is paid in advance, whether the deposit or the price. */
export function advanceWords(receipt: Receipt): string {
  if (isAlwaysFree(receipt)) return t("card.backAlways");
  return receipt.free_until === null ? t("card.countsAlways") : t("card.backInTime");
}

/** What one says yes to. */
export function acceptWords(clinic: Clinic, receipt: Receipt, dues: Dues | null = null): string {
  if (dues && dues.kind !== "nothing") return acceptToPay(clinic, receipt, dues);
  if (isFeeless(receipt)) return t("card.acceptNone");
  const words = {
    clinic: clinic.name,
    fee: money(receipt, firstFee(receipt)),
    miss: money(receipt, receipt.no_show_fee_minor),
  };
  if (receipt.free_until === null) return t("card.acceptNow", words);
  return t("card.accept", { ...words, time: formatInstant(clinic.zone, receipt.free_until) });
}

function acceptToPay(clinic: Clinic, receipt: Receipt, dues: Dues): string {
  const words = { clinic: clinic.name, paid: money(receipt, dues.today) };
  const pays = dues.kind === "price" ? t("card.acceptPrice", words) : t("card.acceptDeposit", words);
  return `${pays} ${keepsWords(clinic, receipt, dues)}`;
}

/** What the clinic keeps of it, cancelled late and missed. */
function keepsWords(clinic: Clinic, receipt: Receipt, dues: Dues): string {
  const miss = missKeeps(receipt, dues);
  if (isAlwaysFree(receipt)) return t("card.keepsFree", { miss });
  const cancel = cancelKeeps(receipt, dues);
  if (receipt.free_until === null) return t("card.keepsNow", { cancel, miss });
  return t("card.keepsLate", { time: formatInstant(clinic.zone, receipt.free_until), cancel, miss });
}

function cancelKeeps(receipt: Receipt, { kind, today }: Dues): string {
  const fee = firstFee(receipt);
  const what = t(kind === "price" ? "card.thePrice" : "card.theDeposit");
  if (fee < today) return t("card.keepsPart", { fee: money(receipt, fee) });
  if (fee === today) return t("card.keepsAll", { what });
  return t("card.keepsMore", { what, more: money(receipt, fee - today) });
}

function missKeeps(receipt: Receipt, { kind, today }: Dues): string {
  const fee = receipt.no_show_fee_minor;
  const what = t(kind === "price" ? "card.thePrice" : "card.theDeposit");
  if (fee === 0) return t("card.comesBack", { what });
  if (fee < today) return t("card.keepsPart", { fee: money(receipt, fee) });
  if (fee === today) return t("card.keepsAll", { what });
  const more = money(receipt, fee - today);
  return firstFee(receipt) === today ? t("card.chargesMore", { more }) : t("card.keepsMore", { what, more });
}
