import type { Slot } from "@/api/calls";
import { hourOf } from "@/time/zone";

export type PartOfDay = "morning" | "afternoon" | "evening";

const NOON = 12;
const EVENING = 17;

function partOf(hour: number): PartOfDay {
  if (hour < NOON) return "morning";
  return hour < EVENING ? "afternoon" : "evening";
}

/** The slots by the part of the day that the clinic's own clock puts them in; parts without one are left out. */
export function groupByPart(zone: string, slots: readonly Slot[]) {
  const parts = (["morning", "afternoon", "evening"] as const).map((part) => ({
    part,
    slots: slots.filter((slot) => partOf(hourOf(zone, slot.starts_at)) === part),
  }));
  return parts.filter((one) => one.slots.length > 0);
}
