import { locale } from "@/i18n";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** They stand alone, so they begin with a capital in Spanish as well. */
function named(number: number, weekday: "long" | "short"): string {
  const format = new Intl.DateTimeFormat(locale.value, { weekday, timeZone: "UTC" });
  const text = format.format(new Date(MONDAY + number * DAY_MS));
  return text.charAt(0).toLocaleUpperCase(locale.value) + text.slice(1);
}

/** "Monday" for 0. */
export const weekdayName = (number: number): string => named(number, "long");
/** "Mon" for 0. */
export const weekdayShort = (number: number): string => named(number, "short");

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
