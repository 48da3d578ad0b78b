import { t } from "@/i18n";

const MINUTE = 60_000;

/** "In 46 minutes", "Now", "3 days ago". */
export function relationWords(from: string, until: string, now: Date): string {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (start <= now.getTime() && now.getTime() < end) return t("provider.visit.now");
  const isAhead = start > now.getTime();
  const span = spanOf(isAhead ? start - now.getTime() : now.getTime() - end);
  return isAhead ? t("provider.visit.in", { span }) : t("provider.visit.ago", { span });
}

function spanOf(milliseconds: number): string {
  const minutes = Math.max(Math.round(milliseconds / MINUTE), 1);
  if (minutes < 60) return t("provider.visit.minutes", { n: minutes });
  if (minutes < 48 * 60) return t("provider.visit.hours", { n: Math.round(minutes / 60) });
  return t("provider.visit.days", { n: Math.round(minutes / 60 / 24) });
}
