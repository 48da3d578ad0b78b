import { locale } from "@/i18n";

/** "$50.00": for receipts, where each cent counts. */
export function formatMoney(amountMinor: number, currency: string): string {
  return new Intl.NumberFormat(locale.value, { style: "currency", currency }).format(amountMinor / 100);
}

/** "$50": for running text and lists. */
export function formatPrice(amountMinor: number, currency: string): string {
  const options = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" } as const;
  return new Intl.NumberFormat(locale.value, options).format(amountMinor / 100);
}
