// Stripe's words in the two languages the product speaks.
const WORDS = {
  en: {
    number: "Card number", expiry: "Expiration date", cvc: "Security code",
    country: "Country", postalCode: "ZIP code",
    incomplete_number: "Your card number is incomplete.",
    invalid_number: "Your card number is invalid.",
    incomplete_expiry: "Your card's expiration date is incomplete.",
    invalid_expiry_month: "Your card's expiration date is invalid.",
    invalid_expiry_year_past: "Your card's expiration year is in the past.",
    incomplete_cvc: "Your card's security code is incomplete.",
    incomplete_zip: "Your ZIP code is incomplete.",
    googlePay: "Google Pay will use Visa ending in 4242.",
    local: "Local Stripe: test cards only, nothing leaves this machine.",
    bank: "Secure authentication", bankAsks: "Your bank asks: is it you who adds this card?",
    bankAsksToPay: "Your bank asks: is it you who pays with this card?",
    card_declined: "Your card was declined.", expired_card: "Your card has expired.",
    insufficient_funds: "Your card has insufficient funds.",
    incorrect_cvc: "Your card's security code is incorrect.",
    complete: "Complete", fail: "Fail", unreachable: "The bank can't be reached. Try again.",
    US: "United States", CA: "Canada", MX: "Mexico", GB: "United Kingdom", DE: "Germany",
  },
  es: {
    number: "Número de tarjeta", expiry: "Fecha de vencimiento", cvc: "Código de seguridad",
    country: "País", postalCode: "Código postal",
    incomplete_number: "El número de tarjeta está incompleto.",
    invalid_number: "El número de tarjeta no es válido.",
    incomplete_expiry: "La fecha de vencimiento de la tarjeta está incompleta.",
    invalid_expiry_month: "La fecha de vencimiento de la tarjeta no es válida.",
    invalid_expiry_year_past: "El año de vencimiento de la tarjeta ya pasó.",
    incomplete_cvc: "El código de seguridad de la tarjeta está incompleto.",
    incomplete_zip: "El código postal está incompleto.",
    googlePay: "Google Pay usará la Visa que termina en 4242.",
    local: "Stripe local: solo tarjetas de prueba, nada sale de este equipo.",
    bank: "Autenticación segura", bankAsks: "Su banco pregunta: ¿es usted quien agrega esta tarjeta?",
    bankAsksToPay: "Su banco pregunta: ¿es usted quien paga con esta tarjeta?",
    card_declined: "Su tarjeta fue rechazada.", expired_card: "Su tarjeta está vencida.",
    insufficient_funds: "Su tarjeta no tiene fondos suficientes.",
    incorrect_cvc: "El código de seguridad de la tarjeta es incorrecto.",
    complete: "Completar", fail: "Rechazar", unreachable: "No se puede contactar al banco. Intente de nuevo.",
    US: "Estados Unidos", CA: "Canadá", MX: "México", GB: "Reino Unido", DE: "Alemania",
  },
};

/** The words of a locale such as "es-MX" or "auto", written into every element that names one. */
export function speak(locale) {
  const asked = !locale || locale === "auto" ? navigator.language : locale;
  const language = asked.startsWith("es") ? "es" : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = WORDS[language][element.dataset.word];
  }
  return WORDS[language];
}
