/** The clock on the wall: days "YYYY-MM-DD" and minutes since midnight (1440 ends the day), as hours are kept. */
import { formatIn, offsetOf } from "@/time/zone";

/** "2027-03-09T15:00:00": a day and its time, as a wall in some zone shows it. */
export type WallTime = string;

export const DAY_ENDS = 1440;

export function wallOf(zone: string, instant: string | Date): WallTime {
  const at = new Date(instant);
  return new Date(at.getTime() + offsetOf(zone, at) * 60_000).toISOString().slice(0, 19);
}

/** A time that the clocks skip is read as if they had not; one they show twice is the first. */
export function instantOf(zone: string, day: string, minute: number): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const before = offsetOf(zone, new Date(asUtc - 86_400_000));
  const guess = new Date(asUtc - before * 60_000);
  const after = offsetOf(zone, guess);
  const other = new Date(asUtc - after * 60_000);
  return before !== after && offsetOf(zone, other) === after ? other : guess;
}

export const dayPart = (wall: WallTime): string => wall.slice(0, 10);
export const minutePart = (wall: WallTime): number => readMinute(wall.slice(11, 16));

/** 570 for "09:30"; NaN for what is no time. */
export function readMinute(time: string): number {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
}

/** "09:30" for 570. */
export function showMinute(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** "9:30 AM" for 570. */
export function formatMinute(minute: number): string {
  return formatIn("UTC", new Date(minute * 60_000), "time");
}
