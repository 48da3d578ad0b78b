import { formatIn } from "@/time/zone";
import { locale } from "@/i18n";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** "Monday" for 0. */
export function weekdayName(number: number): string {
  const name = new Intl.DateTimeFormat(locale.value, { weekday: "long", timeZone: "UTC" });
  const text = name.format(new Date(MONDAY + number * DAY_MS));
  return text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1);
}

/** "Mon" for 0. */
export const weekdayShort = (number: number): string =>
  formatIn("UTC", new Date(MONDAY + number * DAY_MS), "weekday");

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
