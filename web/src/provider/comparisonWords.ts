/** How a day's charges stood against Stripe's. */
import { t } from "@/i18n";
import { dayOf, formatInstant, formatTime } from "@/time/zone";
import type { Comparison } from "./chargeCalls";

export interface ComparisonWords {
  readonly text: string;
  readonly tone: "good" | "bad" | "";
}

export function comparisonWords(comparison: Comparison | null, zone: string, now: Date): ComparisonWords {
  if (!comparison) return { text: t("visit.charges.notCompared"), tone: "" };
  const { compared_at: at, charges: n, differing } = comparison;
  const isToday = dayOf(zone, at) === dayOf(zone, now);
  const when = isToday ? t("visit.charges.todayAt", { time: formatTime(zone, at) }) : formatInstant(zone, at);
  if (differing.length)
    return { text: t("visit.charges.differs", { n: differing.length, when }), tone: "bad" };
  if (!n) return { text: t("visit.charges.comparedNone", { when }), tone: "" };
  return { text: t("visit.charges.compared", { n, when }), tone: "good" };
}
