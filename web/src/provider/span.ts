/** A stretch of the calendar that somebody drew or typed, as what is sent: days, and one range on each of them. */
import { addDays, daysBetween } from "@/time/days";
import type { Hours } from "./calls";
import { coverOf, openRanges, type Range } from "./opening";
import { DAY_ENDS, dayPart, minutePart, type WallTime } from "./wall";

export interface Span {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly range: Range;
}

const WHOLE_DAY: Range = { start: 0, end: DAY_ENDS };

const oneDay = (day: string, range: Range): Span => ({ firstDay: day, lastDay: day, range });

/** Cut at each midnight; the whole days between are one. */
export function splitAtMidnight(from: WallTime, until: WallTime): readonly Span[] {
  const [firstDay, start] = [dayPart(from), minutePart(from)];
  // Midnight ends the day before it.
  const lastDay = minutePart(until) === 0 ? addDays(dayPart(until), -1) : dayPart(until);
  const end = minutePart(until) || DAY_ENDS;
  if (firstDay === lastDay) return [oneDay(firstDay, { start, end })];
  const between = { firstDay: addDays(firstDay, 1), lastDay: addDays(lastDay, -1), range: WHOLE_DAY };
  return [
    oneDay(firstDay, { start, end: DAY_ENDS }),
    ...(between.firstDay <= between.lastDay ? [between] : []),
    oneDay(lastDay, { start: 0, end }),
  ];
}

export const daysOf = (span: Span): readonly string[] => daysBetween(span.firstDay, span.lastDay);

/** How much of it is open now. */
export function coverOfSpans(hours: Hours, spans: readonly Span[]): "open" | "closed" | "both" {
  const covers = new Set(
    spans.flatMap((span) => daysOf(span).map((day) => coverOf(openRanges(hours, day), span.range))),
  );
  const [only] = covers;
  return covers.size === 1 && only ? only : "both";
}
