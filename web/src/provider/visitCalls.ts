/** Calls that say how a visit went, or give it another time. */
import { read, write, type Schemas } from "@/api/client";
import type { Post } from "./calls";

export type Attended = Schemas["AttendanceView"];
export type Said = Schemas["AttendanceGiven"]["status"];
export type MovePreview = Schemas["MovePreview"];
export type Moved = Schemas["MovedView"];
export type MoveRequest = Schemas["MoveRequest"];
export type MoveWish = Pick<MoveRequest, "appointment_id" | "provider_id" | "starts_at">;

export function sayAttendance(post: Post, key: string, body: Schemas["AttendanceGiven"]): Promise<Attended> {
  return write("post", "/attendance", { ...post }, key, body);
}

export function previewMove(post: Post, wish: MoveWish): Promise<MovePreview> {
  return read("/reschedule", { ...post, ...wish });
}

export function moveVisit(post: Post, key: string, body: MoveRequest): Promise<Moved> {
  return write("post", "/reschedule", { ...post }, key, body);
}
