// The Payment Element's frame: what is typed here stays here and goes to Stripe only.
import { digits, expiryOf, faults, groupExpiry, groupNumber } from "./card.js";
import { callApi, connect, dress, serve } from "./frame.js";
import { speak } from "./wording.js";

const FIELDS = ["number", "expiry", "cvc", "postalCode"];
const BLAMED = {
  expired_card: "expiry", invalid_expiry_month: "expiry", invalid_expiry_year: "expiry",
  incorrect_cvc: "cvc", invalid_cvc: "cvc", incorrect_zip: "postalCode",
};
const COUNTRIES = ["US", "CA", "MX", "GB", "DE"];
const find = (id) => document.getElementById(id);

const { port, config } = await connect();
let words;
let paysWithGoogle = false;

configure(config);
serve(port, { update: configure, validate, createPaymentMethod, decline, focus: () => find("number").focus(), clear });
await open();

function configure({ locale, appearance }) {
  words = speak(locale);
  dress(appearance);
  const chosen = find("country").value || "US";
  find("country").replaceChildren(...COUNTRIES.map((code) => new Option(words[code], code, false, code === chosen)));
}

async function open() {
  const problem = await whyNot();
  if (problem) return port.postMessage({ kind: "loaderror", body: { error: problem } });
  find("google-pay").hidden = config.wallets?.googlePay === "never";
  find("form").hidden = false;
  new ResizeObserver(tellHeight).observe(document.body);
  tellHeight();
  port.postMessage({ kind: "ready", body: {} });
}

async function whyNot() {
  const session = await callApi(config.caller, "GET", "/v1/elements/sessions", {});
  if (session.error || !config.clientSecret) return session.error;
  const path = `/v1/${config.intentPath}/${config.clientSecret.split("_secret_")[0]}`;
  return (await callApi(config.caller, "GET", path, { client_secret: config.clientSecret })).error;
}

function tellHeight() {
  port.postMessage({ kind: "height", body: { height: Math.ceil(document.body.getBoundingClientRect().height) } });
}

const typed = () => Object.fromEntries(["country", ...FIELDS].map((name) => [name, find(name).value]));

function tellChange() {
  const values = typed();
  const empty = !paysWithGoogle && FIELDS.every((name) => !values[name]);
  const complete = paysWithGoogle || Object.values(faults(values)).every((code) => !code);
  const type = paysWithGoogle ? "google_pay" : "card";
  port.postMessage({ kind: "change", body: { empty, complete, collapsed: false, value: { type } } });
}

function show(name, code, otherwise) {
  find(name).setAttribute("aria-invalid", String(Boolean(code)));
  find(`${name}-error`).textContent = code ? words[code] ?? otherwise : "";
}

/** The bank's no, beside the field that it is about. */
function decline({ code, decline_code: reason, message }) {
  if (!paysWithGoogle) show(BLAMED[code] ?? "number", reason in words ? reason : code, message);
}

/** What `elements.submit()` asks: the first fault is the answer, every one is shown. */
function validate() {
  if (paysWithGoogle) return { selectedPaymentMethod: "google_pay" };
  const found = faults(typed());
  for (const name of FIELDS) show(name, found[name]);
  const first = FIELDS.find((name) => found[name]);
  if (!first) return { selectedPaymentMethod: "card" };
  find(first).focus();
  return { error: { type: "validation_error", code: found[first], message: words[found[first]] } };
}

async function createPaymentMethod({ billing = {} }) {
  const { number, expiry, cvc, country, postalCode } = typed();
  const { month, year } = expiryOf(expiry);
  const card = paysWithGoogle
    ? { "card[token]": "tok_google_pay" }
    : {
        "card[number]": digits(number), "card[exp_month]": month, "card[exp_year]": year, "card[cvc]": cvc,
        "billing_details[address][country]": country,
        ...(postalCode && { "billing_details[address][postal_code]": postalCode }),
      };
  return callApi(config.caller, "POST", "/v1/payment_methods", { type: "card", ...card, ...billing });
}

function clear() {
  for (const name of FIELDS) {
    find(name).value = "";
    show(name);
  }
  tellChange();
}

function chooseGoogle() {
  paysWithGoogle = !paysWithGoogle;
  find("google-pay").setAttribute("aria-pressed", String(paysWithGoogle));
  find("card").hidden = paysWithGoogle;
  find("google-pay-note").hidden = !paysWithGoogle;
  find("google-pay-note").textContent = paysWithGoogle ? words.googlePay : "";
  tellChange();
}

let expiryBefore = "";
find("number").addEventListener("input", ({ target }) => { target.value = groupNumber(target.value); });
find("expiry").addEventListener("input", ({ target }) => {
  target.value = groupExpiry(target.value, expiryBefore);
  expiryBefore = target.value;
});
for (const name of FIELDS) {
  find(name).addEventListener("input", () => show(name));
  find(name).addEventListener("blur", () => find(name).value && show(name, faults(typed())[name]));
}
find("country").addEventListener("change", ({ target }) => { find("postal-field").hidden = target.value !== "US"; });
find("form").addEventListener("input", tellChange);
find("form").addEventListener("submit", (event) => event.preventDefault());
find("form").addEventListener("focusin", () => port.postMessage({ kind: "focus", body: {} }));
find("form").addEventListener("focusout", () => port.postMessage({ kind: "blur", body: {} }));
find("google-pay").addEventListener("click", chooseGoogle);
