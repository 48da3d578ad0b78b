/** What a charge is for and how it stands, in a word or two. */
import { t } from "@/i18n";
import { returnedMinor } from "./amounts";
import { isWaiting, type Charge } from "./charge";

export type ChargeTone = "good" | "warn" | "bad" | "";

const TONES: Record<Charge["status"], ChargeTone> = {
  due: "warn",
  attempting: "warn",
  succeeded: "good",
  requires_action: "bad",
  failed: "bad",
  waived: "",
  refunded: "",
};

/** "Late cancellation". */
export const kindWords = (charge: Charge): string => t(`charges.kind.${charge.kind}`);

export function statusWords(charge: Charge): string {
  if (charge.dispute === "open") return t("charges.status.disputed");
  if (charge.dispute === "lost") return t("charges.status.disputeLost");
  if (charge.refund_failed_minor > 0) return t("charges.status.refundFailed");
  if (charge.dispute === "inquiry") return t("charges.status.inquiry");
  if (charge.was_returned) return t("charges.status.returned");
  if (isWaiting(charge)) return t("charges.status.waiting");
  if (charge.status === "succeeded" && charge.refunding_minor > 0) return t("charges.status.refunding");
  if (charge.status === "succeeded" && returnedMinor(charge) > 0) return t("charges.status.part");
  return t(`charges.status.${charge.status}`);
}

export function chargeTone(charge: Charge): ChargeTone {
  if (charge.dispute === "open" || charge.dispute === "lost" || charge.refund_failed_minor > 0) return "bad";
  if (charge.dispute === "inquiry") return "warn";
  if (charge.was_returned || (charge.status === "succeeded" && returnedMinor(charge) > 0)) return "";
  return TONES[charge.status];
}
