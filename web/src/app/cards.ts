import type { Card } from "@/api/calls";
import { t } from "@/i18n";

const NAMES: Readonly<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** A card's brand as it calls itself, from Stripe's word for it. */
export const brandName = (brand: string): string =>
  NAMES[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);

/** "Visa ending in 4242". */
export const cardName = ({ brand, last4 }: Pick<Card, "brand" | "last4">): string =>
  t("booking.card.saved", { brand: brandName(brand), last4 });

/** "08/29". */
export const cardExpiry = ({
  exp_month: month,
  exp_year: year,
}: Pick<Card, "exp_month" | "exp_year">): string =>
  `${String(month).padStart(2, "0")}/${String(year % 100).padStart(2, "0")}`;
