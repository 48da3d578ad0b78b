/** How a cancellation is settled, in the team's words. The figures are the server's. */
import { cardWords } from "@/charges/cardWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import type { Cancelled, CancelPreview } from "./calls";

interface How {
  readonly byClinic: boolean;
  readonly isWaived: boolean;
}

/** `terms` are those of the patient's cancelling; where nothing is asked, all that was paid goes back. */
export function settlementWords({ settlement, receipt, card }: CancelPreview, how: How): readonly string[] {
  const money = (minor: number): string => formatMoney(minor, receipt.currency);
  const isFree = how.byClinic || how.isWaived;
  const kept = isFree ? 0 : settlement.from_deposit_minor;
  const charged = isFree ? 0 : settlement.to_charge_minor;
  const back = settlement.to_refund_minor + (isFree ? settlement.from_deposit_minor : 0);
  const by = card ? cardWords(card) : t("visit.charge.cardOnFile");
  return [
    ...(how.isWaived ? [t("visit.cancel.waived", { fee: money(settlement.fee_minor) })] : []),
    ...(kept ? [t("visit.cancel.fromDeposit", { fee: money(kept) })] : []),
    ...(charged ? [t("visit.cancel.willCharge", { fee: money(charged), card: by })] : []),
    ...(back ? [t("visit.cancel.goesBack", { fee: money(back) })] : []),
  ];
}

/** What the button of a patient's cancelling does. */
export function cancelAction({ settlement, receipt }: CancelPreview, isWaived: boolean): string {
  const fee = formatMoney(settlement.fee_minor, receipt.currency);
  if (!settlement.fee_minor) return t("provider.cancel.go");
  if (isWaived) return t("visit.cancel.goWaive", { fee });
  if (!settlement.to_charge_minor) return t("visit.cancel.goKeep", { fee });
  return t("visit.cancel.go", { fee: formatMoney(settlement.to_charge_minor, receipt.currency) });
}

/** What it came to, once it is done. */
export function cancelledWords(
  cancelled: Cancelled,
  { settlement, receipt }: CancelPreview,
  name: string,
  isWaived: boolean,
): string {
  const money = (minor: number): string => formatMoney(minor, receipt.currency);
  if (isWaived) return t("visit.cancel.doneWaived", { name, fee: money(settlement.fee_minor) });
  if (!cancelled.fee_minor) return t("provider.cancel.done", { name });
  return cancelled.charge_id
    ? t("visit.cancel.done", { name, fee: money(settlement.to_charge_minor) })
    : t("visit.cancel.doneKept", { name, fee: money(cancelled.fee_minor) });
}
