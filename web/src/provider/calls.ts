/** Every call of the team's pages. */
import { read, write, type Schemas } from "@/api/client";

/** What someone of the team is in the clinic; calls are made as that, whatever else they may be. */
export type TeamRole = "owner" | "provider" | "staff";
export type Hours = Schemas["AvailabilityView"];
export type HoursChange = Schemas["AvailabilityChange"];
export type HoursException = Schemas["ExceptionView"];
export type NewException = Schemas["ExceptionGiven"];
export type Visit = Schemas["AppointmentView"];
export type Patient = Schemas["PatientView"];
export type Note = Schemas["NoteView"];
export type CancelPreview = Schemas["CancelPreview"];
export type Cancelled = Schemas["CancelledView"];
export type CancelledBy = NonNullable<Schemas["CancelRequest"]["by"]>;

/** Who calls, and where: the same for every call of a session. */
export interface Post {
  readonly clinic: string;
  readonly as: TeamRole;
}
type Editor = "owner" | "provider";
/** Only those see an edit, so nobody else's call gets here. */
const editing = ({ clinic, as }: Post): { clinic: string; as: Editor } => ({ clinic, as: as as Editor });

export function getHours(post: Post, providerId: string): Promise<Hours> {
  return read("/availability", { ...post, provider_id: providerId });
}

export function changeHours(post: Post, key: string, body: HoursChange): Promise<Hours> {
  return write("put", "/availability", editing(post), key, body);
}

export function addException(post: Post, key: string, body: NewException): Promise<Hours> {
  return write("post", "/availability", editing(post), key, body);
}

export interface Removal {
  readonly providerId: string;
  readonly version: number;
  readonly exceptionId: string;
}

export function removeException(post: Post, key: string, removal: Removal): Promise<Hours> {
  const query = {
    provider_id: removal.providerId,
    version: removal.version,
    exception_id: removal.exceptionId,
  };
  return write("delete", "/availability", { ...editing(post), ...query }, key, undefined);
}

/** The visits of one provider between two instants (RFC 3339), 62 days apart at most. */
export async function getVisits(
  post: Post,
  providerId: string,
  from: string,
  until: string,
): Promise<readonly Visit[]> {
  const query = { ...post, provider_id: providerId, from_at: from, until };
  return (await read("/appointments", query)).appointments;
}

export async function getNotes(post: Post, appointmentId: string): Promise<readonly Note[]> {
  return (await read("/appointment_notes", { ...post, appointment_id: appointmentId })).notes;
}

export async function addNote(post: Post, key: string, id: string, text: string): Promise<readonly Note[]> {
  return (await write("post", "/appointment_notes", { ...post }, key, { appointment_id: id, text })).notes;
}

export function previewCancel(post: Post, id: string, by: CancelledBy): Promise<CancelPreview> {
  return read("/cancel", { ...post, appointment_id: id, by });
}

export interface Cancelling {
  readonly id: string;
  readonly by: CancelledBy;
  readonly expectedFee: number;
  readonly reason: string | null;
  /** No fee is asked for, although the patient cancels. */
  readonly waive: boolean;
}

export function cancelVisit(post: Post, key: string, cancelling: Cancelling): Promise<Cancelled> {
  const { id, by, expectedFee, reason, waive } = cancelling;
  const body = { appointment_id: id, by, expected_fee_minor: expectedFee, reason, waive };
  return write("post", "/cancel", { ...post }, key, body);
}
