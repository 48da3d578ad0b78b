/** A visit in words. */
import type { Visit } from "./calls";
import { t } from "@/i18n";
import { dayOf, formatIn, formatInstant, formatTime, zoneAbbreviation } from "@/time/zone";

export type Tone = "good" | "warn" | "bad" | "";

const TONES: Record<Visit["status"], Tone> = {
  pending: "warn",
  booked: "",
  arrived: "good",
  fulfilled: "good",
  cancelled: "bad",
  noshow: "bad",
};

export const toneOf = (visit: Visit): Tone => TONES[visit.status];

export const minutesOf = (visit: { starts_at: string; ends_at: string }): number =>
  (Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / 60_000;

export const isHeld = (visit: Visit): boolean => visit.status === "pending";
export const isLive = (visit: Visit): boolean => visit.status === "booked" || isHeld(visit);

/** "Held until 10:20 AM EST", or what else the state is called. */
export function statusWords(visit: Visit, zone: string): string {
  if (isHeld(visit) && visit.expires_at)
    return t("provider.status.heldUntil", { time: formatTime(zone, visit.expires_at) });
  return t(`provider.status.${visit.status}`);
}

/** "Tue, Mar 9, 3:00–3:30 PM EST"; both ends are named in full where the day or the zone's name changes between them. */
export function spanWords(zone: string, from: string, until: string): string {
  const lastMoment = new Date(Date.parse(until) - 1);
  if (dayOf(zone, from) !== dayOf(zone, lastMoment))
    return `${formatInstant(zone, from)} – ${formatInstant(zone, until)}`;
  const day = formatIn(zone, from, "day");
  if (zoneAbbreviation(zone, from) !== zoneAbbreviation(zone, until))
    return `${day}, ${formatTime(zone, from)} – ${formatTime(zone, until)}`;
  const [start, end] = [formatIn(zone, from, "time"), formatIn(zone, until, "time")];
  return `${day}, ${ranged(start, end)}\u00a0${zoneAbbreviation(zone, until)}`;
}

/** "3:00–3:30 PM", held together: a line may break beside it, not in it. */
export const ranged = (start: string, end: string): string => `${shortened(start, end)}\u2060–\u2060${end}`;

/** "3:00" of "3:00 PM" where the end says "PM" too. */
function shortened(start: string, end: string): string {
  const [, clock, half] = /^(\S+)\s(.+)$/.exec(start) ?? [];
  return clock && half && end.endsWith(half) ? clock : start;
}

/** Whole years at `now`. */
export function ageOf(birthday: string, now: Date): number {
  const born = new Date(`${birthday}T00:00:00Z`);
  const years = now.getUTCFullYear() - born.getUTCFullYear();
  const before =
    now.getUTCMonth() < born.getUTCMonth() ||
    (now.getUTCMonth() === born.getUTCMonth() && now.getUTCDate() < born.getUTCDate());
  return before ? years - 1 : years;
}
