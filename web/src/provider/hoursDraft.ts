/** Weekly hours while they are edited: as typed, until they are right and saved. */
import type { Hours, HoursChange } from "./calls";
import { DAY_ENDS, readMinute, showMinute } from "./wall";

/** "09:00" to "12:00"; an end of "00:00" is midnight, which time fields can't tell otherwise. */
export interface DraftRange {
  /** Stays with the row while others come and go. */
  readonly id: number;
  start: string;
  end: string;
}

export const SETTINGS = ["step", "before", "after", "notice", "horizon"] as const;
export type Setting = (typeof SETTINGS)[number];

export interface HoursDraft {
  readonly providerId: string;
  /** Of the hours that were read: an edit of older ones is refused. */
  version: number;
  /** Monday first. */
  weekly: DraftRange[][];
  /** As typed: minutes, but `notice` in hours and `horizon` in days. */
  settings: Record<Setting, string>;
}

let nextId = 0;
export const newRange = (start: string, end: string): DraftRange => ({ id: nextId++, start, end });

const hoursOf = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100);

export function draftOf(hours: Hours): HoursDraft {
  const typedEnd = (end: string): string => (end === "24:00" ? "00:00" : end);
  return {
    providerId: hours.provider_id,
    version: hours.version,
    weekly: hours.weekly.map((day) => day.map((range) => newRange(range.start, typedEnd(range.end)))),
    settings: {
      step: String(hours.step_minutes),
      before: String(hours.buffer_before_minutes),
      after: String(hours.buffer_after_minutes),
      notice: hoursOf(hours.minimum_notice_minutes),
      horizon: String(hours.horizon_days),
    },
  };
}

export const startMinute = (range: DraftRange): number => readMinute(range.start);
export const endMinute = (range: DraftRange): number => readMinute(range.end) || midnightOr(range.end);
const midnightOr = (end: string): number => (end === "00:00" ? DAY_ENDS : Number.NaN);

const minutesOf = (range: DraftRange): number => Math.max(endMinute(range) - startMinute(range), 0) || 0;

export const minutesAWeek = (draft: HoursDraft): number =>
  draft.weekly.flat().reduce((sum, range) => sum + minutesOf(range), 0);

/** Decimals with a point or a comma. */
export const readNumber = (typed: string): number =>
  /^\s*\d+([.,]\d+)?\s*$/.test(typed) ? Number(typed.replace(",", ".")) : Number.NaN;

export function changeOf(draft: HoursDraft): HoursChange {
  const { step, before, after, notice, horizon } = draft.settings;
  return {
    provider_id: draft.providerId,
    version: draft.version,
    weekly: draft.weekly.map((day) =>
      day.map((range) => ({ start: range.start, end: showMinute(endMinute(range)) })),
    ),
    step_minutes: readNumber(step),
    buffer_before_minutes: readNumber(before),
    buffer_after_minutes: readNumber(after),
    minimum_notice_minutes: Math.round(readNumber(notice) * 60),
    horizon_days: readNumber(horizon),
  };
}

const typedDays = (draft: HoursDraft): readonly string[] =>
  draft.weekly.map((day) => day.map((range) => `${range.start}-${range.end}`).join());

/** How many days and settings differ from what was read. */
export function countChanges(draft: HoursDraft, read: Hours): number {
  const [now, then] = [draft, draftOf(read)];
  const [days, before] = [typedDays(now), typedDays(then)];
  const changedDays = days.filter((day, index) => day !== before[index]).length;
  const changed = SETTINGS.filter((name) => now.settings[name].trim() !== then.settings[name]);
  return changedDays + changed.length;
}

/** The start and end of a range that is added to a day: an hour after the last, or a morning. */
export function nextRange(day: readonly DraftRange[]): DraftRange {
  const last = day.at(-1);
  const end = last ? endMinute(last) : Number.NaN;
  if (Number.isNaN(end)) return newRange("09:00", last ? "" : "12:00");
  if (end + 120 > DAY_ENDS) return newRange("", "");
  return newRange(showMinute(end + 60), showMinute(Math.min(end + 240, DAY_ENDS - 60)));
}
