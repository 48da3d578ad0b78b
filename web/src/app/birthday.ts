/** Dates of birth: "04/18/1986" as typed in the United States, "1986-04-18" on the wire. */

export type BirthdayFault = "missing" | "form" | "impossible" | "future";

export function readBirthday(typed: string, today: Date): { day: string } | { fault: BirthdayFault } {
  if (typed.trim() === "") return { fault: "missing" };
  const match =
    /^\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\s*$/.exec(typed) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  if (!match) return { fault: "form" };
  const [month, dom, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, dom));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dom;
  if (!exists || year < 1900) return { fault: "impossible" };
  if (date > today) return { fault: "future" };
  return { day: date.toISOString().slice(0, 10) };
}

export function showBirthday(day: string): string {
  const [year, month, dom] = day.split("-");
  return `${month ?? ""}/${dom ?? ""}/${year ?? ""}`;
}
