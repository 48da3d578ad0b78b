/** Stripe's Payment Element on our page: the card goes from it to Stripe and never passes through here. */
import type { Stripe, StripeElements, StripeElementsOptionsMode, StripeError } from "@stripe/stripe-js";
import { nextTick, onBeforeUnmount, ref, watch } from "vue";
import { theme } from "@/app/theme";
import { language } from "@/i18n";
import { appearance, faultOf, loadStripe, wasThrough, type CardFault } from "./stripe";

/** A window from the bank takes a while; a plain answer doesn't. */
const BANK_MS = 2500;

/** What the card is for: to be kept, to pay an amount (in minor units), or for a payment that there is already. */
export type CardPurpose = { readonly account: string | null } & (
  { readonly currency: string; readonly amount: number } | { readonly clientSecret: string }
);

/** A fee may be charged later, so a card that pays is kept as well. */
function modeOf({ currency, amount }: { currency: string; amount: number }): StripeElementsOptionsMode {
  if (amount === 0) return { mode: "setup", currency };
  return { mode: "payment", currency, amount, setupFutureUsage: "off_session" };
}

interface Answer {
  readonly error?: StripeError | undefined;
}

export function useCardForm() {
  const state = ref<"idle" | "loading" | "ready" | "failed">("idle");
  const fault = ref<CardFault | null>(null);
  const isBankAsking = ref(false);
  let elements: StripeElements | null = null;
  let stripe: Stripe | null = null;
  /** Elements that were made for one payment know its secret, others are told. */
  let isForOne = false;

  async function mount(place: HTMLElement, purpose: CardPurpose): Promise<void> {
    state.value = "loading";
    elements?.getElement("payment")?.destroy();
    try {
      stripe = await loadStripe(purpose.account);
      const look = { locale: language.value, appearance: appearance() };
      isForOne = "clientSecret" in purpose;
      elements =
        "clientSecret" in purpose
          ? stripe.elements({ clientSecret: purpose.clientSecret, ...look })
          : stripe.elements({ ...modeOf(purpose), ...look });
      const form = elements.create("payment", { layout: "tabs" });
      form.on("ready", () => {
        state.value = "ready";
      });
      form.on("loaderror", () => {
        state.value = "failed";
      });
      form.mount(place);
    } catch {
      state.value = "failed";
    }
  }

  /** Another amount for the same card. */
  async function setAmount(amount: number): Promise<void> {
    await elements?.update({ amount });
  }

  /** False where the form itself found something to mend, which it shows in its own place. */
  async function check(): Promise<boolean> {
    const result = await elements?.submit();
    const isComplete = result !== undefined && !result.error;
    if (!isComplete) fault.value = null;
    return isComplete;
  }

  /**
   * Waits for Stripe and, where it asks, the bank. True where it went through; else `fault` says why not. The last
   * fault stands until then, so that nothing moves under a finger that presses twice.
   */
  async function hear(asked: Promise<Answer>): Promise<boolean> {
    const asking = setTimeout(() => (isBankAsking.value = true), BANK_MS);
    try {
      const { error } = await asked;
      fault.value = null;
      if (!error || wasThrough(error)) return true;
      // Said again even where it is the same as before.
      await nextTick();
      fault.value = faultOf(error);
      return false;
    } finally {
      clearTimeout(asking);
      isBankAsking.value = false;
    }
  }

  /** Whether the card was confirmed. `returnTo` is where a bank that takes the whole window comes back to. */
  async function confirm(clientSecret: string, returnTo: string): Promise<boolean> {
    if (!stripe || !elements) return false;
    const confirmParams = { return_url: new URL(returnTo, location.origin).href };
    const secret = isForOne ? {} : { clientSecret };
    const options = { elements, ...secret, confirmParams, redirect: "if_required" as const };
    return hear(
      clientSecret.startsWith("pi_") ? stripe.confirmPayment(options) : stripe.confirmSetup(options),
    );
  }

  /** Pays with a card that Stripe keeps. */
  async function confirmKept(
    account: string | null,
    clientSecret: string,
    cardId: string,
    returnTo: string,
  ): Promise<boolean> {
    const { href } = new URL(returnTo, location.origin);
    const confirmParams = { payment_method: cardId, return_url: href };
    return hear(
      loadStripe(account).then((kept) =>
        kept.confirmPayment({ clientSecret, confirmParams, redirect: "if_required" }),
      ),
    );
  }

  /** The bank has a question about a card that Stripe keeps. */
  async function answerBank(account: string | null, clientSecret: string): Promise<boolean> {
    return hear(loadStripe(account).then((kept) => kept.handleNextAction({ clientSecret })));
  }

  watch([theme, language], () => {
    void elements?.update({ appearance: appearance(), locale: language.value });
  });
  onBeforeUnmount(() => {
    elements?.getElement("payment")?.destroy();
  });

  return { state, fault, isBankAsking, mount, setAmount, check, confirm, confirmKept, answerBank };
}
export type CardForm = ReturnType<typeof useCardForm>;
