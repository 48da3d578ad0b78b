import { computed, ref } from "vue";
import type { Clinic } from "@/api/calls";
import { addDays, weekdayOf } from "@/time/days";
import { dayOf } from "@/time/zone";
import type { Sample } from "./policyCalls";
import { dayPart, instantOf, minutePart } from "./wall";

const MINUTE = 60_000;
/** Before the visit, in minutes; null for this moment. */
export const LEADS = { now: null, hour: 60, day: 24 * 60, week: 7 * 24 * 60 } as const;
export type Lead = keyof typeof LEADS;

export interface Chosen {
  typeId: string;
  /** "" for any that bars no fees. */
  payerId: string;
  /** "2027-03-11T15:00", on the clinic's wall. */
  starts: string;
  lead: Lead;
}

const whole = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Three working days from now, in the afternoon: far enough for a free time, near enough to see it end. */
function firstStart(zone: string): string {
  let day = addDays(dayOf(zone, new Date()), 3);
  while (weekdayOf(day) % 6 === 0) day = addDays(day, 1);
  return `${day}T15:00`;
}

/** The visit for which a draft is read: what is chosen for it, and how that is asked. */
export function usePolicySample(clinic: () => Clinic | null) {
  const zone = (): string => clinic()?.zone ?? "UTC";
  const chosen = ref<Chosen>({
    typeId: clinic()?.appointment_types[0]?.id ?? "",
    payerId: "",
    starts: firstStart(zone()),
    lead: "now",
  });
  /** Null where no time is chosen. */
  const startsAt = computed<Date | null>(() => {
    const minute = minutePart(chosen.value.starts);
    return Number.isNaN(minute) ? null : instantOf(zone(), dayPart(chosen.value.starts), minute);
  });
  const sample = computed<Sample | null>(() => {
    const [at, lead] = [startsAt.value, LEADS[chosen.value.lead]];
    if (!at || !chosen.value.typeId) return null;
    return {
      appointment_type_id: chosen.value.typeId,
      payer_id: chosen.value.payerId || null,
      starts_at: whole(at),
      booked_at: lead === null ? null : whole(new Date(at.getTime() - lead * MINUTE)),
    };
  });
  return { chosen, startsAt, sample };
}
