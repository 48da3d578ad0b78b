/** What is wrong with hours before they are sent, under the names that the server gives: `weekly.1.0` is Tuesday's first. */
import {
  endMinute,
  readNumber,
  startMinute,
  type DraftRange,
  type HoursDraft,
  type Setting,
} from "./hoursDraft";
import { DAY_ENDS } from "./wall";

export type Fault =
  | { readonly kind: "missing" | "order" }
  | { readonly kind: "end" | "overlap" | "overlapFirst"; readonly minute: number }
  | { readonly kind: "number"; readonly from: number; readonly to: number }
  | { readonly kind: "grid" | "noticeLate" }
  /** In the server's words, where only it knew. */
  | { readonly kind: "refused"; readonly detail: string };

export type Faults = ReadonlyMap<string, Fault>;

/** As the server names them. */
export const FIELD_OF: Record<Setting, string> = {
  step: "step_minutes",
  before: "buffer_before_minutes",
  after: "buffer_after_minutes",
  notice: "minimum_notice_minutes",
  horizon: "horizon_days",
};

const LIMITS: Record<Setting, readonly [from: number, to: number]> = {
  step: [5, 240],
  before: [0, 240],
  after: [0, 240],
  notice: [0, 720],
  horizon: [1, 730],
};

function rangeFault(range: DraftRange, previous: DraftRange | undefined): Fault | null {
  const [start, end] = [startMinute(range), endMinute(range)];
  if (Number.isNaN(start) || Number.isNaN(end)) return { kind: "missing" };
  if (end <= start) return { kind: "end", minute: start };
  if (!previous) return null;
  if (start < startMinute(previous)) return { kind: "order" };
  const free = endMinute(previous);
  if (start >= free) return null;
  return free === DAY_ENDS ? { kind: "overlapFirst", minute: start } : { kind: "overlap", minute: free };
}

function settingFault(name: Setting, typed: string): Fault | null {
  const value = readNumber(typed);
  const [from, to] = LIMITS[name];
  const whole = name === "notice" ? value * 60 : value;
  if (!Number.isInteger(Math.round(whole * 1000) / 1000) || value < from || value > to)
    return { kind: "number", from, to };
  return name === "step" && value % 5 ? { kind: "grid" } : null;
}

export function findFaults(draft: HoursDraft): Faults {
  const faults = new Map<string, Fault>();
  draft.weekly.forEach((day, number) => {
    day.forEach((range, place) => {
      const fault = rangeFault(range, day[place - 1]);
      if (fault) faults.set(`weekly.${number}.${place}`, fault);
    });
  });
  for (const [name, field] of Object.entries(FIELD_OF) as [Setting, string][]) {
    const fault = settingFault(name, draft.settings[name]);
    if (fault) faults.set(field, fault);
  }
  const { notice, horizon } = draft.settings;
  if (readNumber(notice) >= readNumber(horizon) * 24) faults.set(FIELD_OF.notice, { kind: "noticeLate" });
  return faults;
}
