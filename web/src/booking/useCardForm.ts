/** Stripe's Payment Element on our page: the card goes from it to Stripe and never passes through here. */
import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { onBeforeUnmount, ref, watch } from "vue";
import { theme } from "@/app/theme";
import { language } from "@/i18n";
import { appearance, faultOf, loadStripe, type CardFault } from "./stripe";

/** A window from the bank takes a while; a plain answer doesn't. */
const BANK_MS = 2500;

export function useCardForm() {
  const state = ref<"idle" | "loading" | "ready" | "failed">("idle");
  const fault = ref<CardFault | null>(null);
  const isBankAsking = ref(false);
  const isConfirmed = ref(false);
  let stripe: Stripe | null = null;
  let elements: StripeElements | null = null;

  async function mount(place: HTMLElement, currency: string): Promise<void> {
    state.value = "loading";
    try {
      stripe = await loadStripe();
      elements = stripe.elements({
        mode: "setup",
        currency,
        locale: language.value,
        appearance: appearance(),
      });
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

  /** False where the form itself found something to mend, which it shows in its own place. */
  async function check(): Promise<boolean> {
    fault.value = null;
    const result = await elements?.submit();
    return result !== undefined && !result.error;
  }

  /** Whether the card was confirmed. `returnTo` is where a bank that takes the whole window comes back to. */
  async function confirm(clientSecret: string, returnTo: string): Promise<boolean> {
    if (!stripe || !elements) return false;
    const asking = setTimeout(() => (isBankAsking.value = true), BANK_MS);
    const confirmParams = { return_url: new URL(returnTo, location.origin).href };
    try {
      const answer = await stripe.confirmSetup({
        elements,
        clientSecret,
        confirmParams,
        redirect: "if_required",
      });
      isConfirmed.value = !answer.error;
      if (answer.error) fault.value = faultOf(answer.error);
      return isConfirmed.value;
    } finally {
      clearTimeout(asking);
      isBankAsking.value = false;
    }
  }

  watch([theme, language], () => {
    void elements?.update({ appearance: appearance(), locale: language.value });
  });
  onBeforeUnmount(() => {
    elements?.getElement("payment")?.destroy();
  });

  return { state, fault, isBankAsking, isConfirmed, mount, check, confirm };
}
export type CardForm = ReturnType<typeof useCardForm>;
