/** A booking on its way. It lives in the tab's memory alone and is gone with the tab, the session or the booking. */
import { reactive } from "vue";
import type { Booked, Held, Slot } from "@/api/calls";
import { onFarewell } from "@/session/session";
import type { Pay } from "./dues";

export interface Draft {
  /** The clinic's slug. */
  clinic: string | null;
  typeId: string | null;
  /** Null for whoever is free first. */
  providerId: string | null;
  slot: Slot | null;
  /** The person's name as far as it is known, for the summary beside the steps. */
  name: string | null;
  held: Held | null;
  accepted: boolean;
  /** The whole price in advance, where that is offered. */
  pay: Pay;
  booked: Booked | null;
  /** What was paid to book, in minor units. */
  paidMinor: number;
}

const EMPTY: Readonly<Draft> = {
  clinic: null,
  typeId: null,
  providerId: null,
  slot: null,
  name: null,
  held: null,
  accepted: false,
  pay: "deposit",
  booked: null,
  paidMinor: 0,
};

export const draft = reactive<Draft>({ ...EMPTY });

export function forgetDraft(): void {
  Object.assign(draft, EMPTY);
}

/** Keeps what was chosen for this clinic; another clinic, or a booking that is done, begins anew. */
export function startDraft(clinic: string): void {
  if (draft.clinic !== clinic || draft.booked) forgetDraft();
  draft.clinic = clinic;
}

/** Another visit needs its own times, and has its own price. */
export function chooseType(typeId: string): void {
  if (draft.typeId === typeId) return;
  Object.assign(draft, { typeId, slot: null, held: null, accepted: false, pay: "deposit" });
}

/** Another time needs its own hold, and its own yes to the policy. */
export function chooseSlot(slot: Slot | null): void {
  if (draft.slot?.starts_at !== slot?.starts_at || draft.slot?.provider_id !== slot?.provider_id) {
    Object.assign(draft, { slot, held: null, accepted: false });
  }
}

onFarewell(forgetDraft);
