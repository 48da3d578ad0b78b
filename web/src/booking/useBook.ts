/** From a held time to a booked one: the policy accepted, the card confirmed, and every way it can go wrong. */
import { computed, ref, shallowRef } from "vue";
import { bookSlot, getAppointments, type Booked, type Card, type Clinic } from "@/api/calls";
import { newKey } from "@/api/client";
import { rememberIntention } from "@/api/intention";
import { asProblem, localProblem, type ApiProblem } from "@/api/problem";
import { draft } from "./draft";
import { duesOf, type Pay } from "./dues";
import { isFeeless } from "./receiptWords";
import type { CardForm } from "./useCardForm";
import type { Hold } from "./useHold";

/** Stripe's word about the card can reach our functions a moment after it reaches the browser. */
const READY_TRIES = 8;
const READY_PAUSE_MS = 1000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Choice {
  readonly pay: Pay;
  readonly another_card: boolean;
}
interface Accepted extends Choice {
  readonly appointment_id: string;
  readonly policy_version: number;
  readonly policy_hash: string;
}

export function useBook(clinic: () => Clinic | null, hold: Hold, card: CardForm) {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  /** Our functions may find that the card on file is gone. */
  const lacksCard = ref(false);
  const wantsAnother = ref(false);
  /** The card on file, where its bank said no. */
  const declined = shallowRef<Card | null>(null);
  /** The secret that the card was confirmed for: what is paid is not paid again. */
  const confirmed = ref<string | null>(null);
  /** One key for one press, so that a card on file is tried once however often the answer is lost. */
  const intention = rememberIntention();

  const dues = computed(() => (draft.held ? duesOf(draft.held, draft.pay) : null));
  const isPaying = computed(() => (dues.value?.today ?? 0) > 0);
  /** Whether any card matters: there is something to pay, or something to secure. */
  const isSecured = computed(() => isPaying.value || (draft.held !== null && !isFeeless(draft.held.receipt)));
  const saved = computed(() => (lacksCard.value || !isSecured.value ? null : (draft.held?.card ?? null)));
  const needsCard = computed(
    () =>
      lacksCard.value ||
      (draft.held?.needs_card ?? false) ||
      (isSecured.value && wantsAnother.value) ||
      (isPaying.value && !saved.value),
  );
  const isConfirmed = computed(() => confirmed.value !== null);

  async function ask(accepted: Accepted, key = newKey()): Promise<Booked> {
    return bookSlot(clinic()?.id ?? "", key, accepted);
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

  /** The answer about the card was lost: our functions look at Stripe, and know. */
  async function findOut(accepted: Accepted): Promise<Booked | null> {
    const answer = await ask(accepted);
    if (answer.status !== "booked") return null;
    card.fault.value = null;
    return answer;
  }

  /** Null where the card did not go through; the form says why. */
  async function settle(accepted: Accepted, first: Booked): Promise<Booked | null> {
    const secret = first.client_secret;
    if (secret !== null && first.status === "needs_action") {
      const answered = await card.answerBank(clinic()?.stripe_account ?? null, secret);
      return answered ? finish(accepted) : null;
    }
    if (!needsCard.value || secret === null) {
      lacksCard.value = true;
      return null;
    }
    if (confirmed.value !== secret && !(await card.confirm(secret, placeToReturn(accepted))))
      return card.fault.value === "unsure" ? findOut(accepted) : null;
    confirmed.value = secret;
    return finish(accepted);
  }

  async function attempt(accepted: Accepted): Promise<boolean> {
    const paidMinor = dues.value?.today ?? 0;
    try {
      const first = await ask(accepted, intention.keyFor(accepted));
      intention.forget();
      const booked = first.status === "booked" ? first : await settle(accepted, first);
      if (booked) Object.assign(draft, { booked, paidMinor });
      return booked !== null;
    } catch (error) {
      await refuse(asProblem(error));
      return false;
    }
  }

  async function refuse(refusal: ApiProblem): Promise<void> {
    const { code, body } = refusal;
    if (!refusal.isPassing) intention.forget();
    if (code === "slot_taken")
      await hold.lose(isConfirmed.value ? "late" : "taken", body.nearest, body.returned_minor);
    else if (code === "policy_changed" && draft.slot) await hold.hold(draft.slot);
    else if (code === "card_declined") askForAnother();
    else problem.value = refusal;
    if (code === "slot_taken") confirmed.value = null;
  }

  function askForAnother(): void {
    declined.value = saved.value;
    wantsAnother.value = true;
  }

  /** True once it is booked. */
  async function book(): Promise<boolean> {
    const held = draft.held;
    if (busy.value || !held) return false;
    busy.value = true;
    hold.isAnswering.value = true;
    problem.value = null;
    try {
      if (needsCard.value && !isConfirmed.value && !(await card.check())) return false;
      const { policy_version, policy_hash } = held.receipt;
      const another_card = needsCard.value && held.card != null;
      const { appointment_id } = held;
      return await attempt({ appointment_id, policy_version, policy_hash, pay: draft.pay, another_card });
    } finally {
      busy.value = false;
      hold.isAnswering.value = false;
    }
  }

  /**
   * Back from a bank that took the whole window: the draft is gone with the page, the hold is not.
   * "again" where the card did not go through, so that the time is held once more.
   */
  async function resume(chosen: Choice, failed: boolean): Promise<"booked" | "again" | "nothing"> {
    const mine = await getAppointments(clinic()?.id ?? "");
    const pending = mine.find((one) => one.status === "pending" && one.policy_accepted_at !== null);
    if (!pending) return "nothing";
    const { id, provider_id, starts_at, ends_at, receipt } = pending;
    const slot = { provider_id, starts_at, ends_at };
    Object.assign(draft, { typeId: pending.appointment_type_id, slot, pay: chosen.pay, accepted: failed });
    wantsAnother.value = chosen.another_card;
    if (failed) return "again";
    const { policy_version, policy_hash } = receipt;
    draft.booked = await finish({ appointment_id: id, policy_version, policy_hash, ...chosen });
    draft.paidMinor = chosen.pay === "price" ? pending.price_minor : receipt.deposit_minor;
    return draft.booked ? "booked" : "nothing";
  }

  return {
    busy,
    problem,
    dues,
    saved,
    declined,
    wantsAnother,
    needsCard,
    isConfirmed,
    book,
    resume,
  };
}

/** What a page that begins anew has to know; never anything about the visit. */
function placeToReturn({ pay, another_card }: Accepted): string {
  return `${location.pathname}?pay=${pay}${another_card ? "&another=1" : ""}`;
}
