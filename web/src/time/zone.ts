/**
 * Instants as people read them: always in a clinic's zone, always naming it.
 * Built on Intl, which knows every zone; a Temporal polyfill would cost more than the booking pages together.
 */
import { locale } from "@/i18n";

export type Style =
  "time" | "day" | "dayLong" | "dayYear" | "dayFull" | "date" | "monthYear" | "weekday" | "month" | "dom";

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: "numeric", minute: "2-digit" },
  day: { weekday: "short", month: "short", day: "numeric" },
  dayLong: { weekday: "long", month: "long", day: "numeric" },
  dayYear: { weekday: "short", month: "short", day: "numeric", year: "numeric" },
  dayFull: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  date: { month: "short", day: "numeric", year: "numeric" },
  monthYear: { month: "long", year: "numeric" },
  weekday: { weekday: "short" },
  month: { month: "short" },
  dom: { day: "numeric" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(tag: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + zone + JSON.stringify(options);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone: zone });
  formats.set(key, found);
  return found;
}

/** Dates and times don't break inside a line, except those that could be wider than a phone. */
const LONG = new Set<Style>(["dayLong", "dayFull", "monthYear"]);
const unbroken = (text: string): string => text.replace(/\s/g, "\u00a0");

/** "Tue, Mar 9", "3:00 PM" and the like, in `zone`. */
export function formatIn(zone: string, instant: string | Date, style: Style): string {
  const text = formatOf(locale.value, zone, STYLES[style]).format(new Date(instant));
  return LONG.has(style) ? text : unbroken(text);
}

/** "EST". */
export function zoneAbbreviation(zone: string, instant: string | Date): string {
  return namePart(zone, instant, "short");
}

/** "Eastern Time", whatever the season. */
export function zoneName(zone: string): string {
  return namePart(zone, new Date(), "longGeneric");
}

function namePart(zone: string, instant: string | Date, timeZoneName: "short" | "longGeneric"): string {
  const parts = formatOf(locale.value, zone, { timeZoneName }).formatToParts(new Date(instant));
  return unbroken(parts.find((part) => part.type === "timeZoneName")?.value ?? zone);
}

/** "3:00 PM EST". */
export function formatTime(zone: string, instant: string | Date): string {
  return `${formatIn(zone, instant, "time")}\u00a0${zoneAbbreviation(zone, instant)}`;
}

/** "Tue, Mar 9, 3:00 PM EST": how an instant is named wherever money or a promise hangs on it. */
export function formatInstant(zone: string, instant: string | Date, style: Style = "day"): string {
  return `${formatIn(zone, instant, style)}, ${formatTime(zone, instant)}`;
}

/** The day, as YYYY-MM-DD, on which `instant` falls in `zone`. */
export function dayOf(zone: string, instant: string | Date): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return formatOf("en-CA", zone, options).format(new Date(instant));
}

/** The hour, 0 to 23, that a wall clock in `zone` shows. */
export function hourOf(zone: string, instant: string | Date): number {
  return Number(formatOf("en-GB", zone, { hour: "2-digit", hourCycle: "h23" }).format(new Date(instant)));
}

/** Minutes east of UTC. */
export function offsetOf(zone: string, instant: Date): number {
  const name = formatOf("en-US", zone, { timeZoneName: "longOffset" })
    .formatToParts(instant)
    .find((part) => part.type === "timeZoneName")?.value;
  const match = /([+-])(\d\d):(\d\d)/.exec(name ?? "");
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

export interface ClockChange {
  /** The local day of the change, YYYY-MM-DD. */
  readonly day: string;
  readonly forward: boolean;
  readonly abbreviationAfter: string;
}

/** The first change of clocks within the days given (inclusive), if there is one. */
export function findClockChange(zone: string, from: string, to: string): ClockChange | null {
  const day = new Date(`${from}T00:00:00Z`);
  const end = new Date(`${to}T00:00:00Z`).getTime() + 86_400_000;
  for (let before = offsetOf(zone, day); day.getTime() <= end;) {
    const next = new Date(day.getTime() + 86_400_000);
    const after = offsetOf(zone, next);
    if (after !== before) return describeChange(zone, day, after > before);
    before = after;
    day.setTime(next.getTime());
  }
  return null;
}

function describeChange(zone: string, from: Date, forward: boolean): ClockChange {
  const start = offsetOf(zone, from);
  let [low, high] = [from.getTime(), from.getTime() + 86_400_000];
  while (high - low > 60_000) {
    const middle = (low + high) / 2;
    if (offsetOf(zone, new Date(middle)) === start) low = middle;
    else high = middle;
  }
  const change = new Date(high);
  return { day: dayOf(zone, change), forward, abbreviationAfter: zoneAbbreviation(zone, change) };
}
