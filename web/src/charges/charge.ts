/** A charge, as patients and the clinic both get it. */
import type { Schemas } from "@/api/client";

export type Charge = Schemas["ChargeView"];
export type CardOnCharge = Schemas["CardView"];

const OPEN: ReadonlySet<Charge["status"]> = new Set(["due", "attempting", "requires_action", "failed"]);

export const isOpen = (charge: Charge): boolean => OPEN.has(charge.status);
/** Due, and charged only once somebody of the clinic says so. */
export const isWaiting = (charge: Charge): boolean => charge.status === "due" && charge.due_at === null;
/** What only the cardholder, or another try, can finish. */
export const isUnpaid = (charge: Charge): boolean =>
  charge.status === "failed" || charge.status === "requires_action";
