/** Visits as the calendar shows them. */
import type { AppointmentType, Clinic } from "@/api/calls";
import { findType } from "@/app/clinic";
import { t } from "@/i18n";
import { formatIn } from "@/time/zone";
import type { Visit } from "./calls";
import { isHeld, minutesOf, statusWords } from "./visit";
import { wallOf, type WallTime } from "./wall";

export interface Entry {
  readonly id: string;
  readonly start: WallTime;
  readonly end: WallTime;
  readonly patient: string;
  /** "9:00 AM, Mole evaluation"; of a held one, until when. */
  readonly line: string;
  /** The state, for who can't see its colour. */
  readonly spoken: string;
  readonly category: AppointmentType["category"];
  readonly status: Visit["status"];
  readonly noteCount: number;
  /** Too low for a second line. */
  readonly isShort: boolean;
  readonly isOver: boolean;
}

const SHORT_MINUTES = 20;

export interface Scene {
  readonly clinic: Clinic;
  readonly zone: string;
  readonly now: Date;
}

/** `whose` names the provider where more than one are shown. */
export function entryOf(visit: Visit, { clinic, zone, now }: Scene, whose: string | null): Entry {
  const type = findType(clinic, visit.appointment_type_id);
  const patient = visit.patient?.full_name ?? t("provider.entry.noPatient");
  const time = formatIn(zone, visit.starts_at, "time");
  const status = statusWords(visit, zone);
  const what = [type?.name, whose].filter(Boolean).join(", ");
  return {
    id: visit.id,
    start: wallOf(zone, visit.starts_at),
    end: wallOf(zone, visit.ends_at),
    patient,
    line: isHeld(visit) ? status : `${time}, ${what}`,
    spoken: isHeld(visit) ? "" : status,
    category: type?.category ?? "medical",
    status: visit.status,
    noteCount: visit.note_count,
    isShort: minutesOf(visit) <= SHORT_MINUTES,
    isOver: new Date(visit.ends_at) <= now,
  };
}
