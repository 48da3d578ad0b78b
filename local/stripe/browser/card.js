// What makes a typed card complete. Codes are Stripe's.

export const groupNumber = (text) => digits(text).slice(0, 19).replace(/(\d{4})(?=\d)/g, "$1 ");

export function groupExpiry(text, before) {
  const typed = digits(text).slice(0, 4);
  const month = /^[2-9]/.test(typed) ? `0${typed}` : typed;
  // Typing a month adds the slash; deleting it must not bring it back.
  return month.length >= 2 && text.length > before.length ? `${month.slice(0, 2)} / ${month.slice(2, 4)}` : text;
}

export const digits = (text) => text.replace(/\D/g, "");

export function expiryOf(text) {
  const typed = digits(text);
  return { month: Number(typed.slice(0, 2)), year: 2000 + Number(typed.slice(2, 4)), whole: typed.length === 4 };
}

/** The code of what is wrong with each field, undefined where nothing is. */
export function faults({ number, expiry, cvc, country, postalCode }, today = new Date()) {
  return {
    number: numberFault(digits(number)),
    expiry: expiryFault(expiryOf(expiry), today),
    cvc: digits(cvc).length < (/^3[47]/.test(number) ? 4 : 3) ? "incomplete_cvc" : undefined,
    postalCode: country === "US" && digits(postalCode).length < 5 ? "incomplete_zip" : undefined,
  };
}

function numberFault(number) {
  if (number.length < (/^3[47]/.test(number) ? 15 : 16)) return "incomplete_number";
  return passesLuhn(number) ? undefined : "invalid_number";
}

function expiryFault({ month, year, whole }, today) {
  if (!whole) return "incomplete_expiry";
  if (month < 1 || month > 12) return "invalid_expiry_month";
  return new Date(year, month) <= today ? "invalid_expiry_year_past" : undefined;
}

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (1 + (place % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
