/** A clinic's policy in plain words, before there is a visit to work it out for. */
import type { Clinic, Policy } from "@/api/calls";
import { t } from "@/i18n";
import { formatMoney } from "@/money";

type Fee = Policy["no_show_fee"];
export interface Line {
  readonly label: string;
  readonly value: string;
}

export function feeWords(fee: Fee, currency: string): string {
  return fee.kind === "percent"
    ? t("common.money.percent", { n: fee.value })
    : formatMoney(fee.value, currency);
}

const isFree = (fee: Fee): boolean => fee.value === 0;

/** The hours before the start until which cancelling is free; null where it always is. */
export function freeHours(policy: Policy): number | null {
  return policy.tiers.find((tier) => !isFree(tier.fee))?.hours_before ?? null;
}

export function policyTitle(policy: Policy): string {
  const hours = freeHours(policy);
  return hours === null ? t("landing.receipt.alwaysFree") : t("landing.receipt.freeUntil", { n: hours });
}

export function policyLines(policy: Policy): readonly Line[] {
  const { currency, tiers, no_show_fee: miss, grace_minutes: grace } = policy;
  const charged = tiers.filter((tier) => !isFree(tier.fee));
  const steps = charged.map((tier, index) => ({
    label: index === 0 ? t("landing.receipt.after") : t("landing.receipt.from", { n: tier.hours_before }),
    value: feeWords(tier.fee, currency),
  }));
  const missed = isFree(miss) ? [] : [{ label: t("landing.receipt.miss"), value: feeWords(miss, currency) }];
  const first = grace
    ? [{ label: t("landing.receipt.grace", { n: grace }), value: t("landing.receipt.free") }]
    : [];
  return [...steps, ...missed, ...first];
}

export function barredPayers(clinic: Clinic): string {
  const names = clinic.payers.filter((payer) => payer.bars_fees).map((payer) => payer.name);
  return names.join(", ");
}
