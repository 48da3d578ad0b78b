/** Telephone numbers: E.164 on the wire, as people write them on the page. */

/** "(617) 555-0142" for a number of the North American plan, else as it is. */
export function showPhone(e164: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : e164;
}

export type PhoneFault = "missing" | "short" | "long" | "foreign";

/** E.164, or what is wrong with what was typed. Without a + it is read as a US number. */
export function readPhone(typed: string): { e164: string } | { fault: PhoneFault; missing: number } {
  const digits = typed.replace(/\D/g, "");
  if (digits === "") return { fault: "missing", missing: 10 };
  if (typed.trim().startsWith("+") && !digits.startsWith("1")) {
    const fits = digits.length >= 7 && digits.length <= 15;
    return fits ? { e164: `+${digits}` } : { fault: "foreign", missing: 0 };
  }
  const local = digits.length > 10 && digits.startsWith("1") ? digits.slice(1) : digits;
  if (local.length < 10) return { fault: "short", missing: 10 - local.length };
  if (local.length > 10) return { fault: "long", missing: 0 };
  return { e164: `+1${local}` };
}
