/** A charge's amounts as they are shown, each to the cent. */
import { formatMoney } from "@/money";
import type { Charge } from "./charge";

export interface Amounts {
  readonly asked: string;
  /** Has gone back, or is on its way. */
  readonly returned: string;
  /** Could still go back. */
  readonly refundable: string;
  /** What the clinic keeps once everything on its way has arrived. */
  readonly kept: string;
}

export const returnedMinor = (charge: Charge): number => charge.refunded_minor + charge.refunding_minor;

export function amountsOf(charge: Charge): Amounts {
  const money = (minor: number): string => formatMoney(minor, charge.currency);
  return {
    asked: money(charge.amount_minor),
    returned: money(returnedMinor(charge)),
    refundable: money(charge.refundable_minor),
    kept: money(charge.amount_minor - returnedMinor(charge)),
  };
}
