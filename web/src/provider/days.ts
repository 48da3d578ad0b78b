/** The days that a view of the calendar shows, and what they are called. */
import { addDays, formatDay, weekdayOf } from "@/time/days";
import { locale } from "@/i18n";

export const VIEWS = ["day", "week", "agenda"] as const;
export type View = (typeof VIEWS)[number];

const WEEK = 7;
const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % WEEK));

export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** The days on the page. An agenda begins with its day, a week with its Monday. */
export function shownDays(view: View, day: string): DaySpan {
  if (view === "day") return { first: day, last: day };
  const first = view === "week" ? mondayOf(day) : day;
  return { first, last: addDays(first, WEEK - 1) };
}

/** The days that are read at once: a day's neighbours come with it, so that turning the page waits for nothing. */
export function readDays(view: View, day: string): DaySpan {
  return view === "agenda" ? shownDays("agenda", day) : shownDays("week", day);
}

export const step = (view: View, day: string, count: number): string =>
  addDays(day, count * (view === "day" ? 1 : WEEK));

/** "March 8–12, 2027", or "Tuesday, March 9, 2027". */
export function titleOf({ first, last }: DaySpan): string {
  if (first === last) return formatDay(first, "dayFull");
  const style = { month: "long", day: "numeric", year: "numeric", timeZone: "UTC" } as const;
  const format = new Intl.DateTimeFormat(locale.value, style);
  const text = format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`));
  return text.replace(/\b(\d{1,2})\s–\s(\d{1,2})\b/, "$1–$2");
}
