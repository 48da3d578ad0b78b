/** What cancelling a visit costs at this moment, in words. The figures and instants are the server's. */
import type { CancelPreview, Clinic } from "@/api/calls";
import type { Line } from "@/app/policyWords";
import { firstFee } from "@/booking/receiptWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { formatInstant } from "@/time/zone";
import { spanWords } from "./spanWords";

export function cancelTitle({ fee_minor, receipt }: CancelPreview): string {
  if (fee_minor === 0) return t("home.cancel.nothing");
  return t("home.cancel.costs", { fee: formatMoney(fee_minor, receipt.currency) });
}

export function cancelLines(
  clinic: Clinic,
  preview: CancelPreview,
  payer: string,
): readonly (Line & { struck?: boolean })[] {
  if (preview.receipt.barred) return barredLines(preview, payer);
  const { receipt } = preview;
  const missed = {
    label: t("home.cancel.miss"),
    value: formatMoney(receipt.no_show_fee_minor, receipt.currency),
  };
  return [
    ...freeLines(clinic, preview),
    ...(receipt.no_show_fee_minor > 0 && preview.fee_minor > 0 ? [missed] : []),
  ];
}

function freeLines(clinic: Clinic, { receipt, as_of, fee_minor }: CancelPreview): readonly Line[] {
  const until = receipt.free_until;
  if (until === null) return [];
  const span = Date.parse(until) - Date.parse(as_of);
  const value = formatInstant(clinic.zone, until);
  if (span <= 0) {
    const ago = { label: t("home.cancel.ago"), value: t("home.cancel.agoText", { span: spanWords(-span) }) };
    return [{ label: t("home.cancel.wasFree"), value }, ...(fee_minor > 0 ? [ago] : [])];
  }
  return [
    { label: t("home.cancel.freeUntil"), value },
    { label: t("home.cancel.timeLeft"), value: spanWords(span) },
    { label: t("home.cancel.after"), value: formatMoney(firstFee(receipt), receipt.currency) },
  ];
}

function barredLines({ receipt }: CancelPreview, payer: string): readonly (Line & { struck?: boolean })[] {
  const fee = firstFee(receipt);
  const struck = {
    label: t("home.cancel.clinicFee"),
    value: formatMoney(fee, receipt.currency),
    struck: true,
  };
  return [
    { label: t("home.cancel.plan"), value: payer },
    ...(fee > 0 ? [struck] : []),
    { label: t("home.cancel.youPay"), value: formatMoney(0, receipt.currency) },
  ];
}
