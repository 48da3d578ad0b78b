/** Stripe.js, fetched from Stripe when a card is asked for and not before. */
import type { Appearance, Stripe, StripeConstructor, StripeError } from "@stripe/stripe-js";
import { loadConfig } from "@/config";
import { theme } from "@/app/theme";

declare global {
  interface Window {
    Stripe?: StripeConstructor;
  }
}

/** By account, the platform's own under "". */
const loaded = new Map<string, Promise<Stripe>>();

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

async function load(account: string | null): Promise<Stripe> {
  const { stripe } = await loadConfig();
  if (!window.Stripe) await addScript(stripe.scriptUrl);
  if (!window.Stripe) throw new Error("Stripe.js did not introduce itself");
  return window.Stripe(stripe.publishableKey, account === null ? {} : { stripeAccount: account });
}

/** `account`: the clinic's own at Stripe, null where the platform's is used. */
export function loadStripe(account: string | null): Promise<Stripe> {
  const name = account ?? "";
  const known = loaded.get(name);
  if (known) return known;
  const loading = load(account).catch((error: unknown) => {
    loaded.delete(name);
    throw error;
  });
  loaded.set(name, loading);
  return loading;
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

/** `unsure`: the answer was lost on its way, so that only our functions can tell how it went. */
export type CardFault = "declined" | "bankFailed" | "problem" | "unsure";

const REFUSED_BY_CARDHOLDER = new Set([
  "setup_intent_authentication_failure",
  "payment_intent_authentication_failure",
]);

/** What went wrong with a card, as far as the person can do something about it. */
export function faultOf(error: StripeError): CardFault {
  if (REFUSED_BY_CARDHOLDER.has(error.code ?? "")) return "bankFailed";
  if (error.type === "card_error") return "declined";
  return error.type === "api_connection_error" || error.type === "api_error" ? "unsure" : "problem";
}

const THROUGH = new Set(["succeeded", "requires_capture", "processing"]);

/** Whether it went through before, such as in another tab: then there is nothing left to confirm. */
export const wasThrough = ({ payment_intent: payment, setup_intent: setup }: StripeError): boolean =>
  THROUGH.has(payment?.status ?? setup?.status ?? "");
