/** Stripe.js, fetched from Stripe when a card is asked for and not before. */
import type { Appearance, Stripe, StripeConstructor, StripeError } from "@stripe/stripe-js";
import { loadConfig } from "@/config";
import { theme } from "@/app/theme";

declare global {
  interface Window {
    Stripe?: StripeConstructor;
  }
}

let loaded: Promise<Stripe> | undefined;

function addScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      resolve();
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("Stripe.js could not be loaded"));
    };
    document.head.append(script);
  });
}

async function load(): Promise<Stripe> {
  const { stripe } = await loadConfig();
  if (!window.Stripe) await addScript(stripe.scriptUrl);
  if (!window.Stripe) throw new Error("Stripe.js did not introduce itself");
  return window.Stripe(stripe.publishableKey);
}

export function loadStripe(): Promise<Stripe> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/** Our tokens, as Stripe's form wants to be told of them. */
export function appearance(): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: theme.value === "dark" ? "night" : "stripe",
    variables: {
      colorPrimary: token("petrol-text"),
      colorBackground: token("paper"),
      colorText: token("ink"),
      colorTextSecondary: token("ink-2"),
      colorTextPlaceholder: token("ink-3"),
      colorDanger: token("clay-text"),
      fontFamily: token("font-text"),
      fontSizeBase: "16px",
      borderRadius: "8px",
    },
  };
}

export type CardFault = "declined" | "bankFailed" | "problem";

/** What went wrong with a card, as far as the person can do something about it. */
export function faultOf(error: StripeError): CardFault {
  if (error.code === "setup_intent_authentication_failure") return "bankFailed";
  return error.type === "card_error" ? "declined" : "problem";
}
