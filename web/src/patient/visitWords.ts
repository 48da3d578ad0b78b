/** A visit in the patient's words: how it stands, and what cancelling it would cost. */
import type { Appointment, Clinic } from "@/api/calls";
import { firstFee, isAlwaysFree } from "@/booking/receiptWords";
import { t } from "@/i18n";
import { formatMoney } from "@/money";
import { addDays } from "@/time/days";
import { dayOf, formatInstant } from "@/time/zone";

export interface FeeWords {
  readonly main: string;
  readonly rest: string;
  /** What cancelling costs at this moment, null where it is free. */
  readonly fee: string | null;
}

export function feeWords(clinic: Clinic, visit: Appointment): FeeWords {
  const { receipt } = visit;
  if (receipt.barred) return { main: t("home.next.neverFee"), rest: "", fee: null };
  if (isAlwaysFree(receipt)) return { main: t("home.next.alwaysFree"), rest: "", fee: null };
  const money = (minor: number): string => formatMoney(minor, receipt.currency);
  const miss = money(receipt.no_show_fee_minor);
  const time = receipt.free_until === null ? "" : formatInstant(clinic.zone, receipt.free_until);
  if (receipt.fee_now_minor === 0 && time) {
    const rest = t("home.next.after", { fee: money(firstFee(receipt)), miss });
    return { main: t("home.next.freeUntil", { time }), rest, fee: null };
  }
  const fee = money(receipt.fee_now_minor);
  const rest = t("home.next.nowCosts", { fee, miss });
  if (receipt.was_moved) return { main: t("home.next.movedLate"), rest, fee };
  return {
    main: time ? t("home.next.freeEnded", { time }) : "",
    rest,
    fee: receipt.fee_now_minor > 0 ? fee : null,
  };
}

/** "Today" and "Tomorrow" stand out; every other day is just booked. */
export function nearness(clinic: Clinic, visit: Appointment, now: Date): "today" | "tomorrow" | "later" {
  const [day, today] = [dayOf(clinic.zone, visit.starts_at), dayOf(clinic.zone, now)];
  if (day === today) return "today";
  return day === addDays(today, 1) ? "tomorrow" : "later";
}

export function pastBadge(status: Appointment["status"]): string {
  if (status === "fulfilled") return t("home.past.seen");
  if (status === "cancelled") return t("home.past.cancelled");
  if (status === "noshow") return t("home.past.missed");
  return status === "arrived" ? t("home.past.arrived") : t("home.past.over");
}

/** What a visit that is over has left behind. */
export function aftermath(visit: Appointment): string {
  if (visit.fee_minor > 0)
    return t("home.past.fee", { fee: formatMoney(visit.fee_minor, visit.receipt.currency) });
  if (visit.status !== "cancelled") return "";
  return visit.cancelled_by === "clinic" ? t("home.past.byClinic") : t("home.past.free");
}
