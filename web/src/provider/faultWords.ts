import { t } from "@/i18n";
import type { Fault } from "./hoursFaults";
import { formatMinute } from "./wall";

export function faultWords(fault: Fault): string {
  switch (fault.kind) {
    case "refused":
      return fault.detail;
    case "number":
      return t("provider.hours.fault.number", { from: fault.from, to: fault.to });
    case "end":
    case "overlap":
    case "overlapFirst":
      return t(`provider.hours.fault.${fault.kind}`, { time: formatMinute(fault.minute) });
    default:
      return t(`provider.hours.fault.${fault.kind}`);
  }
}
