/** Days without a zone: "YYYY-MM-DD", counted in UTC so that no clock change touches them. */
import { formatIn, type Style } from "./zone";

const DAY = 86_400_000;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const show = (date: Date): string => date.toISOString().slice(0, 10);

export function addDays(day: string, count: number): string {
  return show(new Date(at(day).getTime() + count * DAY));
}

/** The first day of the month `count` months after the one that `day` is in. */
export function addMonths(day: string, count: number): string {
  const date = at(day);
  return show(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)));
}

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
export const lastOfMonth = (day: string): string => addDays(addMonths(day, 1), -1);
export const isSameMonth = (a: string, b: string): boolean => a.slice(0, 7) === b.slice(0, 7);
/** 0 is Sunday. */
export const weekdayOf = (day: string): number => at(day).getUTCDay();

export function daysBetween(from: string, to: string): readonly string[] {
  const count = (at(to).getTime() - at(from).getTime()) / DAY + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => addDays(from, index));
}

/** Weeks from Sunday to Saturday, null where the week is in another month. */
export function weeksOfMonth(day: string): readonly (readonly (string | null)[])[] {
  const first = firstOfMonth(day);
  const days = daysBetween(first, lastOfMonth(day));
  const cells: (string | null)[] = [...Array<null>(weekdayOf(first)).fill(null), ...days];
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** A day as people read it. */
export const formatDay = (day: string, style: Style): string => formatIn("UTC", at(day), style);
