import { t } from "@/i18n";
import { decimalsOf, formatMoney } from "@/money";
import type { PolicyFault } from "./policyFaults";

const EXAMPLE = 50;

/** `currency` matters to amounts alone. */
export function policyFaultWords(fault: PolicyFault, currency = "usd"): string {
  switch (fault.kind) {
    case "refused":
      return fault.detail || t("common.problem.fieldRefused");
    case "amount":
      return t("policy.fault.amount", {
        example: formatMoney(EXAMPLE * 10 ** decimalsOf(currency), currency),
      });
    case "number":
      return t("policy.fault.number", { from: fault.from, to: fault.to });
    case "order":
      return t("policy.fault.order", { hours: fault.hours });
    default:
      return t(`policy.fault.${fault.kind}`);
  }
}
