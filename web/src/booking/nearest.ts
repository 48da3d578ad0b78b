import type { Slot } from "@/api/calls";
import { t } from "@/i18n";
import { dayOf, formatIn } from "@/time/zone";

const MINUTE = 60_000;
const HOUR = 60;
const DAY_MS = 86_400_000;

/** The free times next to an instant, nearest first. */
export function findNearest(slots: readonly Slot[], startsAt: string, count: number): readonly Slot[] {
  const distance = (slot: Slot): number => Math.abs(Date.parse(slot.starts_at) - Date.parse(startsAt));
  return [...slots].sort((a, b) => distance(a) - distance(b)).slice(0, count);
}

/** "45 minutes later", "same time, the next day": how another time lies to the one that went. */
export function describeOffset(zone: string, from: string, to: string): string {
  const days = (Date.parse(dayOf(zone, to)) - Date.parse(dayOf(zone, from))) / DAY_MS;
  if (days === 0) return withinDay((Date.parse(to) - Date.parse(from)) / MINUTE);
  const words = days > 0 ? t("card.taken.daysLater", { n: days }) : t("card.taken.daysEarlier", { n: -days });
  const isSameTime = formatIn(zone, from, "time") === formatIn(zone, to, "time");
  return isSameTime ? t("card.taken.sameTime", { day: words }) : words;
}

function withinDay(minutes: number): string {
  const n = Math.abs(minutes);
  const isLater = minutes > 0;
  if (n % HOUR !== 0 && n % (HOUR / 2) !== 0) return inMinutes(n, isLater);
  return n < HOUR ? inMinutes(n, isLater) : inHours(n / HOUR, isLater);
}

const inMinutes = (n: number, isLater: boolean): string =>
  isLater ? t("card.taken.minutesLater", { n }) : t("card.taken.minutesEarlier", { n });

const inHours = (n: number, isLater: boolean): string =>
  isLater ? t("card.taken.hoursLater", { n }) : t("card.taken.hoursEarlier", { n });
