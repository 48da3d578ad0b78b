// Stripe.js as far as the product uses it (https://docs.stripe.com/js): the Payment Element for setting up
// or paying, before or after the intent exists, and saved cards. Card data is typed in a frame of this origin
// and never reaches the page. What Stripe.js throws as an IntegrationError is thrown here too.
// The server joins the files of this folder into the one script that Stripe has.

const ORIGIN = new URL(document.currentScript.src).origin;
const KINDS = {
  setup: { path: "setup_intents", name: "setupIntent" },
  payment: { path: "payment_intents", name: "paymentIntent" },
};

class IntegrationError extends Error {
  name = "IntegrationError";
}

function require(condition, message) {
  if (!condition) throw new IntegrationError(message);
}

/** `caller` is the publishable key and, where the page works for one, the connected account. */
async function callApi({ key, account }, method, path, params) {
  const form = new URLSearchParams({ ...params, key, ...(account && { _stripe_account: account }) });
  const url = `${ORIGIN}/v1/${path}`;
  try {
    const answer = await (method === "GET" ? fetch(`${url}?${form}`) : fetch(url, { method, body: form }));
    return await answer.json();
  } catch {
    return { error: { type: "api_connection_error", message: "Stripe can't be reached. Try again." } };
  }
}

function flatten(value, name) {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object") return { [name]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(inner, `${name}[${key}]`)));
}

const idOf = (clientSecret) => clientSecret.split("_secret_")[0];

function kindOf(clientSecret) {
  return { seti: "setup", pi: "payment" }[/^(seti|pi)_\w+_secret_\w+$/.exec(clientSecret ?? "")?.[1]];
}
