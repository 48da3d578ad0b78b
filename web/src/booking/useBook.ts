/** From a held time to a booked one: the policy accepted, the card confirmed, and every way it can go wrong. */
import { computed, ref, shallowRef } from "vue";
import { bookSlot, getAppointments, type Booked, type Clinic } from "@/api/calls";
import { newKey } from "@/api/client";
import { asProblem, localProblem, type ApiProblem } from "@/api/problem";
import { draft } from "./draft";
import type { CardForm } from "./useCardForm";
import type { Hold } from "./useHold";

/** Stripe's word about the card can reach our functions a moment after it reaches the browser. */
const READY_TRIES = 8;
const READY_PAUSE_MS = 1000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Accepted {
  readonly appointment_id: string;
  readonly policy_version: number;
  readonly policy_hash: string;
}

export function useBook(clinic: () => Clinic | null, hold: Hold, card: CardForm) {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  /** Our functions may find that the card on file is gone. */
  const lacksCard = ref(false);
  const needsCard = computed(() => lacksCard.value || (draft.held?.needs_card ?? false));

  async function ask(accepted: Accepted): Promise<Booked> {
    return bookSlot(clinic()?.id ?? "", newKey(), accepted);
  }

  /** Null where Stripe's word is still on its way: the visit is not booked until our functions say so. */
  async function finish(accepted: Accepted): Promise<Booked | null> {
    for (let attempt = 1; attempt <= READY_TRIES; attempt += 1) {
      const answer = await ask(accepted);
      if (answer.status === "booked") return answer;
      await pause(READY_PAUSE_MS);
    }
    problem.value = localProblem("card_not_ready", 503);
    return null;
  }

  /** Null where the card did not go through; the form says why. */
  async function confirmCard(accepted: Accepted, first: Booked): Promise<Booked | null> {
    if (!needsCard.value || first.client_secret === null) {
      lacksCard.value = true;
      return null;
    }
    const confirmed = card.isConfirmed.value || (await card.confirm(first.client_secret, location.pathname));
    return confirmed ? finish(accepted) : null;
  }

  async function attempt(accepted: Accepted): Promise<boolean> {
    try {
      const first = await ask(accepted);
      draft.booked = first.status === "booked" ? first : await confirmCard(accepted, first);
      return draft.booked !== null;
    } catch (error) {
      await refuse(asProblem(error));
      return false;
    }
  }

  async function refuse(refusal: ApiProblem): Promise<void> {
    const kind = card.isConfirmed.value ? "late" : "taken";
    if (refusal.code === "slot_taken") await hold.lose(kind, refusal.body.nearest);
    else if (refusal.code === "policy_changed" && draft.slot) await hold.hold(draft.slot);
    else problem.value = refusal;
  }

  /** True once it is booked. */
  async function book(): Promise<boolean> {
    const held = draft.held;
    if (busy.value || !held) return false;
    busy.value = true;
    hold.isAnswering.value = true;
    problem.value = null;
    try {
      if (needsCard.value && !(await card.check())) return false;
      const { policy_version, policy_hash } = held.receipt;
      return await attempt({ appointment_id: held.appointment_id, policy_version, policy_hash });
    } finally {
      busy.value = false;
      hold.isAnswering.value = false;
    }
  }

  /** Back from a bank that took the whole window: the draft is gone with the page, the hold is not. */
  async function resume(): Promise<boolean> {
    const mine = await getAppointments(clinic()?.id ?? "");
    const pending = mine.find((one) => one.status === "pending" && one.policy_accepted_at !== null);
    if (!pending) return false;
    draft.typeId = pending.appointment_type_id;
    draft.slot = { provider_id: pending.provider_id, starts_at: pending.starts_at, ends_at: pending.ends_at };
    const { policy_version, policy_hash } = pending.receipt;
    draft.booked = await finish({ appointment_id: pending.id, policy_version, policy_hash });
    return draft.booked !== null;
  }

  return { busy, problem, needsCard, book, resume };
}
