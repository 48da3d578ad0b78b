/** What moving a visit means, in words. The figures and instants are the server's. */
import type { Clinic, MovePreview } from "@/api/calls";
import type { Line } from "@/app/policyWords";
import { isAlwaysFree, receiptLines } from "@/booking/receiptWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { formatInstant } from "@/time/zone";

/** The receipt at the new time. What is owed already goes along. */
export function moveLines(clinic: Clinic, { receipt, owed_minor }: MovePreview): readonly Line[] {
  if (receipt.barred) return [];
  if (owed_minor > 0) {
    const owed = { label: t("home.move.still"), value: formatMoney(owed_minor, receipt.currency) };
    return [owed, ...receiptLines(clinic.zone, receipt)];
  }
  const free =
    receipt.free_until === null
      ? []
      : [{ label: t("home.move.then"), value: formatInstant(clinic.zone, receipt.free_until) }];
  return [...free, ...receiptLines(clinic.zone, receipt)];
}

/** A sentence under the lines; empty where they say it all. */
export function moveNote({ receipt, owed_minor }: MovePreview): string {
  if (owed_minor > 0) return t("home.move.stays");
  if (isAlwaysFree(receipt) && !receipt.barred) return `${t("home.move.always")}.`;
  return receipt.deposit_minor > 0 ? t("home.move.deposit") : "";
}
