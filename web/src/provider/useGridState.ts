import { computed, type Ref } from "vue";
import { daysBetween, weekdayOf } from "@/time/days";
import type { Hours } from "./calls";
import { shownDays, type DaySpan, type View } from "./days";
import type { Entry } from "./entries";
import type { GridState } from "./grid";
import { openRanges } from "./opening";
import { DAY_ENDS, dayPart, minutePart, showMinute, wallOf, type WallTime } from "./wall";

/** Shown at least, so that an empty week looks like a week. */
const DAY_HOURS = { from: 8, until: 18 };
const WEEKEND = [6, 0];

interface OpenDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

const openDays = (hours: readonly Hours[], { first, last }: DaySpan): readonly OpenDay[] =>
  daysBetween(first, last).flatMap((day) =>
    hours.flatMap((one) => openRanges(one, day).map((range) => ({ day, ...range }))),
  );

/** Hours of the day with room above and below what is there. */
function hoursShown(open: readonly OpenDay[], entries: readonly Entry[]): { from: number; until: number } {
  const starts = [...open.map((one) => one.start), ...entries.map((one) => minutePart(one.start))];
  const ends = [...open.map((one) => one.end), ...entries.map((one) => minutePart(one.end) || DAY_ENDS)];
  const from = Math.min(DAY_HOURS.from, Math.floor(Math.min(...starts, DAY_ENDS) / 60));
  const until = Math.max(DAY_HOURS.until, Math.ceil(Math.max(...ends, 0) / 60));
  return { from, until };
}

/** A closed weekend without a visit takes no room. */
function emptyWeekend(view: View, open: readonly OpenDay[], entries: readonly Entry[]): readonly number[] {
  if (view === "day") return [];
  const used = new Set(
    [...open.map((one) => one.day), ...entries.map((one) => dayPart(one.start))].map(weekdayOf),
  );
  return WEEKEND.filter((weekday) => !used.has(weekday));
}

const wall = (day: string, minute: number): WallTime =>
  minute === DAY_ENDS ? `${day}T24:00:00` : `${day}T${showMinute(minute)}:00`;

interface Given {
  readonly view: Ref<View>;
  readonly day: Ref<string>;
  readonly zone: Ref<string>;
  readonly hours: Ref<readonly Hours[]>;
  readonly entries: Ref<readonly Entry[]>;
  readonly selected: Ref<string | null>;
  readonly now: Ref<Date>;
  readonly canDraw: Ref<boolean>;
}

export function useGridState(given: Given) {
  return computed<GridState>(() => {
    const days = shownDays(given.view.value, given.day.value);
    const entries = given.entries.value.filter(
      (one) => dayPart(one.end) >= days.first && dayPart(one.start) <= days.last,
    );
    const open = openDays(given.hours.value, days);
    return {
      ...hoursShown(open, entries),
      first: days.first,
      count: daysBetween(days.first, days.last).length,
      hiddenDays: emptyWeekend(given.view.value, open, entries),
      open: open.map(({ day, start, end }) => ({ start: wall(day, start), end: wall(day, end) })),
      entries,
      selected: given.selected.value,
      now: wallOf(given.zone.value, given.now.value),
      canDraw: given.canDraw.value,
    };
  });
}
