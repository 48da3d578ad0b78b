/** What is paid to book a visit: its deposit, the whole price where the patient prefers that, or nothing. */
import type { Held } from "@/api/calls";

export type Pay = "deposit" | "price";

export interface Dues {
  readonly kind: Pay | "nothing";
  /** In minor units, as are the others. */
  readonly today: number;
  readonly left: number;
  readonly price: number;
}

export function duesOf(held: Held, pay: Pay): Dues {
  const { price_minor: price, deposit_minor: deposit, prepay_minor: whole } = held;
  if (pay === "price" && whole !== null) return { kind: "price", today: whole, left: price - whole, price };
  return { kind: deposit > 0 ? "deposit" : "nothing", today: deposit, left: price - deposit, price };
}
