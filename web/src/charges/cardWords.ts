/** The card that is charged. */
import { brandName } from "@/app/cards";
import { t } from "@/i18n";
import type { CardOnCharge } from "./charge";

type Named = Pick<CardOnCharge, "brand" | "last4">;

/** "Visa ending 4242". */
export const cardWords = ({ brand, last4 }: Named): string =>
  t("charges.card.ending", { brand: brandName(brand), last4 });

/** A card holds until the end of its month. */
export const isExpired = ({ exp_month: month, exp_year: year }: CardOnCharge, now: Date): boolean =>
  now.getTime() >= Date.UTC(year, month, 1);

/** "expires 08/29". */
export function expiryWords(card: CardOnCharge, now: Date): string {
  const two = (part: number): string => String(part % 100).padStart(2, "0");
  const date = `${two(card.exp_month)}/${two(card.exp_year)}`;
  return isExpired(card, now) ? t("charges.card.expired", { date }) : t("charges.card.expires", { date });
}
