/** Fees as they are typed: "$50.00", "50", "1,250.5", or whole percents. */
import { decimalsOf, formatMoney } from "@/money";

/** In the currency's smallest unit; NaN for what is no amount, or finer than the currency. */
export function readAmount(typed: string, currency: string): number {
  const match = /^[^\d\u2212-]*(\d[\d.,]*)[^\d]*$/.exec(typed);
  if (!match?.[1]) return Number.NaN;
  const decimals = decimalsOf(currency);
  const grouped = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(match[1]);
  const simple = /^(\d+)(?:[.,](\d*))?$/.exec(match[1]);
  const [, whole, rest = ""] = grouped ?? simple ?? [];
  if (whole === undefined || rest.length > decimals) return Number.NaN;
  return Number(whole.replaceAll(",", "") + rest.padEnd(decimals, "0"));
}

export const readWhole = (typed: string): number =>
  /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : Number.NaN;

/** "25" or "25%". */
export const readPercent = (typed: string): number => readWhole(typed.replace(/\s*%\s*$/, ""));

/** As it reads once it was understood; untouched where it was not. */
export function tidyAmount(typed: string, currency: string): string {
  const minor = readAmount(typed, currency);
  return Number.isNaN(minor) ? typed : formatMoney(minor, currency);
}
