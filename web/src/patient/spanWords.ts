import { t } from "@/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 days, 4 hours": the two largest units of a stretch of elapsed time. */
export function spanWords(ms: number): string {
  const [days, hours, minutes] = [
    Math.floor(ms / DAY),
    Math.floor((ms % DAY) / HOUR),
    Math.floor((ms % HOUR) / MINUTE),
  ];
  const parts = [
    days > 0 ? t("home.cancel.days", { n: days }) : "",
    hours > 0 ? t("home.cancel.hours", { n: hours }) : "",
    minutes > 0 && days === 0 ? t("home.cancel.minutes", { n: minutes }) : "",
  ].filter(Boolean);
  return parts.join(", ") || t("home.cancel.moment");
}
