/** Every call of the public and the patient's pages. Composables make them; components never do. */
import { read, write, type Schemas } from "./client";

export type Clinic = Schemas["ClinicView"];
export type AppointmentType = Schemas["AppointmentTypeView"];
export type Provider = Schemas["ProviderView"];
export type Policy = Schemas["PolicyView"];
export type Payer = Schemas["PayerView"];
export type Slots = Schemas["SlotsView"];
export type SlotDay = Schemas["DayView"];
export type Slot = Schemas["SlotView"];
export type Profile = Schemas["ProfileView"];
export type Details = Omit<Schemas["ProfileChange"], "version">;
export type Held = Schemas["HeldView"];
export type Booked = Schemas["BookedView"];
export type Receipt = Schemas["ReceiptView"];
export type Appointment = Schemas["AppointmentView"];
export type CancelPreview = Schemas["CancelPreview"];
export type Cancelled = Schemas["CancelledView"];
export type MovePreview = Schemas["MovePreview"];
export type Moved = Schemas["MovedView"];
export type Card = Schemas["CardView"];
/** One of the cards on file, with the id to name it by. */
export type KeptCard = Schemas["KeptCardView"];
export type CardSetup = Schemas["CardSetupView"];
export type Charge = Schemas["ChargeView"];
export type Payment = Schemas["PaymentView"];

export const getClinic = (slug: string): Promise<Clinic> => read("/clinic", { slug });

/** The days are of the clinic's zone, both included, 62 at most. Null for whoever is free. */
export interface SlotsQuestion {
  readonly clinicId: string;
  readonly typeId: string;
  readonly providerId: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
}

export function getOpenSlots({
  clinicId,
  typeId,
  providerId,
  firstDay,
  lastDay,
}: SlotsQuestion): Promise<Slots> {
  const days = { first_day: firstDay, last_day: lastDay };
  return read("/open_slots", {
    clinic: clinicId,
    appointment_type_id: typeId,
    provider_id: providerId,
    ...days,
  });
}

export function signUp(clinic: string, key: string, details: Details): Promise<Profile> {
  return write("post", "/sign_up", { clinic }, key, { ...details, privacy_notice: true });
}

export const getProfile = (clinic: string): Promise<Profile> => read("/profile", { clinic });

export function changeProfile(clinic: string, key: string, body: Schemas["ProfileChange"]): Promise<Profile> {
  return write("put", "/profile", { clinic }, key, body);
}

export function holdSlot(clinic: string, key: string, body: Schemas["HoldRequest"]): Promise<Held> {
  return write("post", "/book_slot", { clinic }, key, body);
}

export function bookSlot(clinic: string, key: string, body: Schemas["BookRequest"]): Promise<Booked> {
  return write("put", "/book_slot", { clinic }, key, body);
}

export async function getAppointments(clinic: string): Promise<readonly Appointment[]> {
  return (await read("/appointments", { clinic, as: "patient" })).appointments;
}

export function previewCancel(clinic: string, appointmentId: string): Promise<CancelPreview> {
  return read("/cancel", { clinic, as: "patient", appointment_id: appointmentId });
}

/** `expected_fee_minor` is what the patient was shown; `reason` is for the clinic to read. */
export function cancelAppointment(
  clinic: string,
  key: string,
  body: Pick<Schemas["CancelRequest"], "appointment_id" | "expected_fee_minor" | "reason">,
): Promise<Cancelled> {
  return write("post", "/cancel", { clinic, as: "patient" }, key, { by: "patient", ...body });
}

/** To one of the times that are open, with whom. */
type Move = Pick<Schemas["MoveRequest"], "appointment_id" | "provider_id" | "starts_at">;

export const previewMove = (clinic: string, move: Move): Promise<MovePreview> =>
  read("/reschedule", { clinic, as: "patient", ...move });

export function moveAppointment(clinic: string, key: string, body: Schemas["MoveRequest"]): Promise<Moved> {
  return write("post", "/reschedule", { clinic, as: "patient" }, key, body);
}

/** The first is the one that is charged. */
export async function getCards(clinic: string): Promise<readonly KeptCard[]> {
  return (await read("/payment_method", { clinic })).cards;
}

export function startCard(clinic: string, key: string): Promise<CardSetup> {
  return write("post", "/payment_method", { clinic }, key, {});
}

/** The one just confirmed, or one that is kept, is charged from now on. */
export async function chooseCard(
  clinic: string,
  key: string,
  chosen: { readonly setup_intent_id: string } | { readonly card_id: string },
): Promise<readonly KeptCard[]> {
  return (await write("put", "/payment_method", { clinic }, key, chosen)).cards;
}

export async function removeCard(clinic: string, key: string, cardId: string): Promise<readonly KeptCard[]> {
  return (await write("delete", "/payment_method", { clinic, card_id: cardId }, key, undefined)).cards;
}

/** Newest first. */
export async function getCharges(clinic: string): Promise<readonly Charge[]> {
  return (await read("/charges", { clinic, as: "patient" })).charges;
}

/** Nobody is signed in: the link's token says which payment it is, and goes into the body and nowhere else. */
export const openPayment = (key: string, token: string): Promise<Payment> =>
  write("post", "/pay", {}, key, { token });

export const lookAtPayment = (key: string, token: string): Promise<Payment> =>
  write("put", "/pay", {}, key, { token });
