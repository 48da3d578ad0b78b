/** Days that differ from the week, as a list. */
import { t } from "@/i18n";
import { formatDay } from "@/time/days";
import type { HoursException } from "./calls";
import { readRange } from "./opening";
import { rangeWords } from "./rangeWords";
import { DAY_ENDS } from "./wall";

const isWholeDay = ({ hours }: HoursException): boolean => {
  const { start, end } = readRange(hours);
  return start === 0 && end === DAY_ENDS;
};

/** "Mon, Mar 29 to Fri, Apr 2", "Sat, Mar 20, 9:00 AM–1:00 PM". */
export function exceptionWords(exception: HoursException): string {
  const [first, last] = [exception.first_day, exception.last_day];
  const hours = rangeWords(readRange(exception.hours));
  const day = formatDay(first, "day");
  if (first === last) return isWholeDay(exception) ? day : `${day}, ${hours}`;
  const days = t("provider.hours.others.range", { first: day, last: formatDay(last, "day") });
  return isWholeDay(exception) ? days : `${days}, ${t("provider.hours.others.every", { hours })}`;
}

/** Those of today and later, the next first; the order in which they apply is the server's. */
export const aheadOf = (exceptions: readonly HoursException[], today: string): readonly HoursException[] =>
  exceptions
    .filter((one) => one.last_day >= today)
    .sort((a, b) => a.first_day.localeCompare(b.first_day) || a.hours.start.localeCompare(b.hours.start));
