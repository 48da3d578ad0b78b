/** What can be said of a visit, and from when on. The server has the last word. */
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { dayOf, formatInstant, formatTime } from "@/time/zone";
import type { Policy } from "@/api/calls";
import type { Visit } from "./calls";
import type { Attended, Said } from "./visitCalls";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const ANSWERS = ["arrived", "fulfilled", "noshow"] as const;
export type Answer = (typeof ANSWERS)[number];

/** `null`: never. A day before the start is the earliest; what was said can be changed for a day. */
export interface Times {
  readonly arrived: Date;
  readonly fulfilled: Date;
  readonly noshow: Date;
  /** Until when what was said can be changed; null while nothing final was said. */
  readonly until: Date | null;
}

export function timesOf(visit: Visit, rule: Policy["no_shows"]): Times {
  const start = Date.parse(visit.starts_at);
  const isFinal = visit.status === "fulfilled" || visit.status === "noshow";
  return {
    arrived: new Date(start - DAY),
    fulfilled: new Date(start),
    noshow: new Date(start + rule.grace_minutes * MINUTE),
    until: isFinal && visit.attended_at ? new Date(Date.parse(visit.attended_at) + DAY) : null,
  };
}

/** Whether the section has anything to say about it yet. */
export const isNear = (visit: Visit, times: Times, now: Date): boolean =>
  (ANSWERS as readonly string[]).includes(visit.status) ||
  (visit.status === "booked" && now >= times.arrived);

export const isFixed = ({ until }: Times, now: Date): boolean => until !== null && now > until;

export function canSay(visit: Visit, answer: Answer, times: Times, now: Date): boolean {
  const follows = !(visit.status === "fulfilled" && answer === "noshow");
  return follows && visit.status !== answer && !isFixed(times, now) && now >= times[answer];
}

/** "5:24 PM EST today", or with its day. */
export const whenWords = (zone: string, at: string | Date, now: Date): string =>
  dayOf(zone, at) === dayOf(zone, now) ? formatTime(zone, at) : formatInstant(zone, at);

/** From when on what can't be said yet can be. */
export function waitWords(visit: Visit, times: Times, zone: string, now: Date): string {
  if (visit.status === "fulfilled" || visit.status === "noshow") return "";
  const done = now < times.fulfilled ? whenWords(zone, times.fulfilled, now) : null;
  const missed = now < times.noshow ? whenWords(zone, times.noshow, now) : null;
  if (done && done === missed) return t("visit.attend.bothFrom", { time: done });
  return [
    done && t("visit.attend.doneFrom", { time: done }),
    missed && t("visit.attend.missedFrom", { time: missed }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What a no-show would cost, before anybody says it. */
export function costWords(visit: Visit, rule: Policy["no_shows"]): string {
  const { barred, no_show_fee_minor: miss, currency } = visit.receipt;
  if (barred || !miss || !visit.policy_accepted_at) return "";
  const fee = formatMoney(miss, currency);
  const n = rule.charge_after_hours;
  return n ? t("visit.attend.costs", { fee, n }) : t("visit.attend.costsSoon", { fee });
}

/** Who says it where nobody of the clinic has, by the end of the day. */
const SCHEDULE = "schedule";

export function byWords(visit: Visit, zone: string): string {
  if (!visit.attended_at || visit.status === "booked") return "";
  const time = formatInstant(zone, visit.attended_at);
  const { attended_by: name } = visit;
  return name && name !== SCHEDULE
    ? t("visit.attend.by", { name, time })
    : t("visit.attend.byItself", { time });
}

/** What was just said, and what follows. */
export function saidWords(visit: Visit, said: Said, answer: Attended, zone: string, now: Date): string {
  const name = visit.patient?.full_name ?? t("provider.entry.noPatient");
  if (said === "arrived") return t("visit.attend.saidArrived", { name });
  if (said === "fulfilled") return t("visit.attend.saidFulfilled", { name });
  if (said === "booked") return visit.fee_minor ? t("visit.attend.feeBack") : t("visit.attend.saidBooked");
  return missedWords(visit, answer, zone, now);
}

function missedWords(visit: Visit, { fee_minor, charge_at }: Attended, zone: string, now: Date): string {
  const fee = formatMoney(fee_minor, visit.receipt.currency);
  if (!fee_minor) return t("visit.attend.missedFree");
  if (!charge_at) return t("visit.attend.missedKept", { fee });
  if (new Date(charge_at) <= now) return t("visit.attend.missedSoon", { fee });
  return t("visit.attend.missedAt", { fee, time: formatInstant(zone, charge_at) });
}
