import { t } from "@/i18n";
import { addDays, formatDay } from "@/time/days";
import { findClockChange, zoneAbbreviation, zoneName } from "@/time/zone";
import type { DaySpan } from "./days";
import { instantOf } from "./wall";

/** "Eastern Time, EST. Clocks go forward on Sun, Mar 14; …", where that is on these days or the two after. */
export function zoneSentences(zone: string, { first, last }: DaySpan): string {
  const abbreviation = zoneAbbreviation(zone, instantOf(zone, first, 0));
  const named = t("provider.zone", { zone: zoneName(zone), abbreviation });
  const change = findClockChange(zone, first, addDays(last, 2));
  if (!change) return named;
  const given = { day: formatDay(change.day, "day"), abbreviation: change.abbreviationAfter };
  return `${named} ${change.forward ? t("provider.forward", given) : t("provider.backward", given)}`;
}
