/** When a provider is open on a day: the weekly hours, then every exception of that day in its order. */
import { weekdayOf } from "@/time/days";
import type { Hours, HoursException } from "./calls";
import { readMinute } from "./wall";

/** Minutes since midnight; the end isn't included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

type Plan = Pick<Hours, "weekly" | "exceptions">;

export const readRange = (hours: { start: string; end: string }): Range => ({
  start: readMinute(hours.start),
  end: readMinute(hours.end),
});

export const mondayFirst = (day: string): number => (weekdayOf(day) + 6) % 7;

export function openRanges(plan: Plan, day: string): readonly Range[] {
  const weekly = (plan.weekly[mondayFirst(day)] ?? []).map(readRange);
  return plan.exceptions
    .filter((exception) => exception.first_day <= day && day <= exception.last_day)
    .reduce<readonly Range[]>(applied, weekly);
}

function applied(ranges: readonly Range[], { kind, hours }: HoursException): readonly Range[] {
  const range = readRange(hours);
  return kind === "open" ? joined(ranges, range) : cut(ranges, range);
}

export function joined(ranges: readonly Range[], added: Range): readonly Range[] {
  const apart = ranges.filter((one) => one.end < added.start || added.end < one.start);
  const met = ranges.filter((one) => !apart.includes(one));
  const whole = {
    start: Math.min(added.start, ...met.map((one) => one.start)),
    end: Math.max(added.end, ...met.map((one) => one.end)),
  };
  return [...apart, whole].sort((a, b) => a.start - b.start);
}

export function cut(ranges: readonly Range[], taken: Range): readonly Range[] {
  return ranges.flatMap((one) => {
    if (one.end <= taken.start || taken.end <= one.start) return [one];
    const before = { start: one.start, end: Math.min(one.end, taken.start) };
    const after = { start: Math.max(one.start, taken.end), end: one.end };
    return [before, after].filter((left) => left.start < left.end);
  });
}

/** How much of `range` is open. */
export function coverOf(ranges: readonly Range[], range: Range): "open" | "closed" | "both" {
  const closed = ranges.reduce<readonly Range[]>(cut, [range]);
  const minutes = closed.reduce((sum, one) => sum + one.end - one.start, 0);
  if (minutes === 0) return "open";
  return minutes === range.end - range.start ? "closed" : "both";
}
