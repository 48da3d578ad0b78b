/** What a move leaves as it is, and what applies at the new time. */
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import type { Visit } from "./calls";
import { costWords, firstName } from "./feeWords";
import type { MovePreview } from "./visitCalls";

export function movedWords(visit: Visit, terms: MovePreview, zone: string, now: Date): readonly string[] {
  const { receipt, owed_minor: owed } = terms;
  const name = firstName(visit);
  const keeps = t("visit.move.keeps", { name, version: receipt.policy_version });
  if (receipt.barred) return [keeps, t("provider.visit.barred", { name })];
  return [
    keeps,
    ...costWords(receipt, zone, now),
    ...(owed > 0 ? [t("visit.move.owed", { fee: formatMoney(owed, receipt.currency) })] : []),
  ];
}
