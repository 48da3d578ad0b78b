/** Finishing a payment by its link's token: the bank is answered, or another card is used. */
import { computed, ref, shallowRef } from "vue";
import { lookAtPayment, openPayment, type Payment } from "@/api/calls";
import { newKey } from "@/api/client";
import { asProblem, localProblem, type ApiProblem } from "@/api/problem";
import type { CardForm } from "@/booking/useCardForm";

/** Stripe's word can reach our functions a moment after it reaches the browser. */
const TRIES = 8;
const PAUSE_MS = 1000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function usePayment(token: string, form: CardForm, returnTo: string) {
  const payment = shallowRef<Payment | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const busy = ref(false);
  const isSpent = computed(() => problem.value?.code === "link_spent");
  /** The card that the bank wants its holder for; without one, another is asked for. */
  const toApprove = computed(() => {
    const at = payment.value;
    if (at?.status !== "open" || !at.needs_authentication) return null;
    if (at.client_secret === null || at.payment_method_id === null) return null;
    return { secret: at.client_secret, cardId: at.payment_method_id };
  });

  /** One thing at a time, however often it is pressed. True where it worked. */
  async function attempt(work: () => Promise<boolean>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      return await work();
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const open = (): Promise<boolean> =>
    attempt(async () => {
      payment.value = await openPayment(newKey(), token);
      return true;
    });

  const look = (): Promise<boolean> =>
    attempt(async () => {
      payment.value = await lookAtPayment(newKey(), token);
      return true;
    });

  /** It is paid once our functions say so. */
  async function settle(): Promise<boolean> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      payment.value = await lookAtPayment(newKey(), token);
      if (payment.value.status !== "open") return payment.value.status === "paid";
      await pause(PAUSE_MS);
    }
    throw localProblem("card_not_ready", 503);
  }

  /** Where the answer was lost on its way, our functions know. */
  async function settleUnless(refused: boolean): Promise<boolean> {
    if (!refused) return settle();
    if (form.fault.value !== "unsure") return false;
    payment.value = await lookAtPayment(newKey(), token);
    if (payment.value.status === "open") return false;
    form.fault.value = null;
    return payment.value.status === "paid";
  }

  const approve = (): Promise<boolean> =>
    attempt(async () => {
      const [at, known] = [payment.value, toApprove.value];
      if (!at || !known) return false;
      const through = await form.confirmKept(at.stripe_account, known.secret, known.cardId, returnTo);
      return settleUnless(!through);
    });

  const payWithCard = (): Promise<boolean> =>
    attempt(async () => {
      const secret = payment.value?.client_secret;
      if (!secret || !(await form.check())) return false;
      return settleUnless(!(await form.confirm(secret, returnTo)));
    });

  return { payment, problem, busy, isSpent, toApprove, open, look, approve, payWithCard };
}
export type PaymentByLink = ReturnType<typeof usePayment>;
