import { locale } from "@/i18n";

/** Currencies whose smallest unit isn't a hundredth, as Stripe counts; `lib/common/domain/money.py` has the same. */
const ZERO_DECIMAL = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";
const THREE_DECIMAL = "bhd jod kwd omr tnd";

/** How many decimals an amount in this currency has. */
export function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.includes(currency)) return 0;
  return THREE_DECIMAL.includes(currency) ? 3 : 2;
}

function format(amountMinor: number, currency: string, options: Intl.NumberFormatOptions): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const style = { style: "currency", currency, ...digits, ...options } as const;
  return new Intl.NumberFormat(locale.value, style).format(amountMinor / 10 ** decimals);
}

/** "$50.00": for receipts, where each cent counts. */
export function formatMoney(amountMinor: number, currency: string): string {
  return format(amountMinor, currency, {});
}

/** "$50": for running text and lists. */
export function formatPrice(amountMinor: number, currency: string): string {
  return format(amountMinor, currency, { trailingZeroDisplay: "stripIfInteger" });
}
