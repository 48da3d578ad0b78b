/** What cancelling a visit costs at this moment, in words. The figures and instants are the server's. */
import type { CancelPreview, Clinic } from "@/api/calls";
import { cardName } from "@/app/cards";
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
    ...settlementLines(preview),
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

function barredLines(preview: CancelPreview, payer: string): readonly (Line & { struck?: boolean })[] {
  const { receipt } = preview;
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
    ...settlementLines(preview),
  ];
}

/** How the fee is met, and what of the payment in advance goes back. */
function settlementLines({ settlement, card, receipt }: CancelPreview): readonly Line[] {
  const money = (minor: number): string => formatMoney(minor, receipt.currency);
  const { from_deposit_minor: kept, to_charge_minor: asked, to_refund_minor: back } = settlement;
  return [
    ...(kept > 0 ? [{ label: t("home.cancel.fromPaid"), value: money(kept) }] : []),
    ...(asked > 0 ? [chargedLine(card, money(asked), kept > 0)] : []),
    ...(back > 0 ? [{ label: t("home.cancel.goesBack"), value: money(back) }] : []),
  ];
}

/** Where the title has the amount already, the line names the card alone. */
function chargedLine(card: CancelPreview["card"], amount: string, isPart: boolean): Line {
  if (!card) return { label: t("home.cancel.stillToPay"), value: amount };
  if (isPart) return { label: t("home.cancel.chargedToCard", { card: cardName(card) }), value: amount };
  return { label: t("home.cancel.chargedTo"), value: cardName(card) };
}

/** What happens now that it is cancelled. The card is charged within minutes, so never that it was. */
export function doneWords({ settlement, card, receipt }: CancelPreview): string {
  const money = (minor: number): string => formatMoney(minor, receipt.currency);
  const {
    fee_minor: fee,
    from_deposit_minor: kept,
    to_charge_minor: asked,
    to_refund_minor: back,
  } = settlement;
  const sentences = [
    kept > 0 ? t("home.cancel.doneKept", { amount: money(kept) }) : "",
    asked > 0 && card ? t("home.cancel.doneCharge", { amount: money(asked), card: cardName(card) }) : "",
    asked > 0 && !card ? t("home.cancel.doneOwed", { amount: money(asked) }) : "",
    back > 0 ? t("home.cancel.doneBack", { amount: money(back) }) : "",
    fee === 0 && back === 0 ? t("home.cancel.doneNothing") : "",
  ];
  return sentences.filter(Boolean).join(" ");
}
