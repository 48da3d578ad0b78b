/** A charge in the team's words: what happens to it next, or what became of it. */
import { amountsOf } from "@/charges/amounts";
import { cardWords } from "@/charges/cardWords";
import { isWaiting, type Charge } from "@/charges/charge";
import { failureWords } from "@/charges/failureWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { dayOf, formatIn, formatInstant, formatTime } from "@/time/zone";

export interface Scene {
  /** The patient's first name. */
  readonly name: string;
  readonly zone: string;
  readonly now: Date;
}

export const chargedCard = (charge: Charge): string =>
  charge.card ? cardWords(charge.card) : t("visit.charge.cardOnFile");

function dueWords(charge: Charge, { zone, now }: Scene): readonly string[] {
  const card = chargedCard(charge);
  if (isWaiting(charge) || charge.due_at === null) return [t("visit.charge.waiting")];
  if (new Date(charge.due_at) <= now) return [t("visit.charge.dueSoon", { card })];
  if (dayOf(zone, charge.due_at) !== dayOf(zone, now))
    return [t("visit.charge.dueOn", { card, time: formatInstant(zone, charge.due_at) })];
  const time = t("visit.charge.today", { time: formatTime(zone, charge.due_at) });
  return [t("visit.charge.dueAt", { card, time })];
}

function unpaidWords(charge: Charge, { name, zone }: Scene): readonly string[] {
  const needsApproval = charge.status === "requires_action";
  const next = charge.due_at
    ? t("visit.charge.next", { time: formatInstant(zone, charge.due_at) })
    : t("visit.charge.noNext");
  const send = needsApproval ? t("visit.charge.sendApprove", { name }) : t("visit.charge.sendPay", { name });
  return [
    failureWords(charge.failure ?? (needsApproval ? "authentication_required" : "")),
    ...(charge.attempts ? [t("visit.charge.tried", { n: charge.attempts })] : []),
    ...(needsApproval ? [] : [next]),
    ...(charge.pay_link ? [send] : []),
  ];
}

function paidWords(charge: Charge, { name, zone }: Scene): readonly string[] {
  const { refunded_minor: refunded, refunding_minor: refunding, refund_failed_minor: failed } = charge;
  const { currency, dispute } = charge;
  const isHeld = dispute === "open";
  const given = { card: chargedCard(charge), time: formatInstant(zone, charge.settled_at ?? charge.made_at) };
  const paid =
    charge.kind === "deposit" ? t("visit.charge.depositAt", given) : t("visit.charge.paidAt", given);
  const money = (minor: number): string => formatMoney(minor, currency);
  return [
    paid,
    ...(charge.was_returned ? [t("visit.charge.returned")] : []),
    ...(refunded > 0 && charge.status === "succeeded"
      ? [t("visit.charge.refundedPart", { amount: money(refunded) })]
      : []),
    ...(refunding > 0
      ? [t(isHeld ? "visit.charge.refundHeld" : "visit.charge.refunding", { amount: money(refunding) })]
      : []),
    ...(failed > 0 ? [t("visit.charge.refundFailed", { amount: money(failed) })] : []),
    ...(charge.status === "refunded" && !charge.was_returned ? [t("visit.charge.refunded")] : []),
    ...(dispute === "inquiry" ? [t("visit.charge.inquiry", { name })] : []),
    ...(dispute === "closed" ? [t("visit.charge.inquiryClosed")] : []),
    ...(isHeld ? [t("visit.charge.disputeOpen", { name })] : []),
    ...(dispute === "won" ? [t("visit.charge.disputeWon")] : []),
    ...(dispute === "lost" ? [t("visit.charge.disputeLost", { name })] : []),
  ];
}

function waivedWords(charge: Charge, { zone }: Scene): readonly string[] {
  if (charge.waived_by === "undone") return [t("visit.charge.undone")];
  if (charge.waived_by === "payer") return [t("visit.charge.payer")];
  const time = formatInstant(zone, charge.waived_at ?? charge.made_at);
  const { waive_reason: reason } = charge;
  return [
    t("visit.charge.waived", { who: charge.waived_by ?? "", time }),
    ...(reason ? [t("visit.charge.reason", { reason })] : []),
  ];
}

export function chargeSentences(charge: Charge, scene: Scene): readonly string[] {
  switch (charge.status) {
    case "due":
      return dueWords(charge, scene);
    case "attempting":
      return [t("visit.charge.attempting")];
    case "failed":
    case "requires_action":
      return unpaidWords(charge, scene);
    case "waived":
      return waivedWords(charge, scene);
    case "succeeded":
    case "refunded":
      return paidWords(charge, scene);
  }
}

/** "Sam accepted policy version 7 on Mon, Mar 1." */
export function chargeAcceptedWords(charge: Charge, { name, zone }: Scene): string {
  if (!charge.policy_accepted_at) return "";
  const day = formatIn(zone, charge.policy_accepted_at, "day");
  return t("provider.visit.accepted", { name, version: charge.policy_version, day });
}

const HOUR_MINUTES = 60;
/** From two days on, hours say little. */
const DAYS_FROM_HOURS = 48;

/** "25 min", "19 h" or "3 days": how long before the visit it was called off. */
function beforeWords(from: string, to: string): string {
  const minutes = Math.max(Math.floor((Date.parse(to) - Date.parse(from)) / 60_000), 0);
  const hours = Math.floor(minutes / HOUR_MINUTES);
  if (hours < 1) return t("visit.charges.minutes", { n: minutes });
  if (hours < DAYS_FROM_HOURS) return t("visit.charges.hours", { n: hours });
  return t("visit.charges.days", { n: Math.floor(hours / 24) });
}

/** "Cancelled 19 h before Acne visit, Wed, Mar 3". */
export function purposeWords(charge: Charge, visit: string, zone: string): string {
  const day = formatIn(zone, charge.appointment_starts_at, "day");
  if (charge.kind === "deposit") return t("visit.charges.deposit", { visit, day });
  if (charge.kind === "no_show") return t("visit.charges.missed", { visit, day });
  const span = beforeWords(charge.cancelled_at ?? charge.made_at, charge.appointment_starts_at);
  return t("visit.charges.late", { span, visit, day });
}

/** What was just done, as it stands. */
export function changedWords(charge: Charge, name: string): string {
  const { asked, returned } = amountsOf(charge);
  switch (charge.status) {
    case "waived":
      return t("visit.waive.done", { fee: asked });
    case "succeeded":
      return charge.refunding_minor || charge.refunded_minor
        ? t("visit.refund.done", { amount: returned })
        : t("visit.ask.charged", { fee: asked });
    case "refunded":
      return t("visit.refund.done", { amount: returned });
    case "requires_action":
      return t("visit.charge.sendApprove", { name });
    case "failed":
      return t("visit.ask.failed", { why: failureWords(charge.failure ?? "") });
    default:
      return t("visit.ask.underWay");
  }
}
