const CONFIRM_PARAMS = ["return_url", "payment_method", "payment_method_data"];

class Stripe {
  #caller;
  #locale;

  constructor(key, options = {}) {
    require(typeof key === "string" && key, "Missing value for Stripe(): apiKey should be a string.");
    require(!/^[sr]k_/.test(key), "You should not use your secret key with Stripe.js.");
    this.#caller = { key, account: options.stripeAccount };
    this.#locale = options.locale ?? "auto";
  }

  elements(options = {}) {
    return new Elements(this.#caller, { locale: this.#locale, ...options });
  }

  confirmSetup(options) {
    return this.#confirm("setup", options);
  }

  confirmPayment(options) {
    return this.#confirm("payment", options);
  }

  retrieveSetupIntent(clientSecret) {
    return this.#retrieve("setup", clientSecret);
  }

  retrievePaymentIntent(clientSecret) {
    return this.#retrieve("payment", clientSecret);
  }

  async handleNextAction({ clientSecret }) {
    const kind = kindOf(clientSecret);
    require(kind, "handleNextAction(): clientSecret should be of the form ${id}_secret_${secret}.");
    const found = await this.#retrieve(kind, clientSecret);
    return found.error ? found : this.#finish(kind, found[KINDS[kind].name], clientSecret);
  }

  registerAppInfo() {}

  _registerWrapper() {}

  async #confirm(kind, { elements, clientSecret, confirmParams = {}, redirect = "always" }) {
    const secret = clientSecret ?? elements?._options.clientSecret;
    const element = elements?.getElement();
    requireParams(confirmParams, elements);
    require(!elements || element, "elements should have a mounted Payment Element.");
    require(!elements || elements._kind === kind, `These Elements are for ${elements?._kind}, this call is for ${kind}.`);
    require(!elements?._deferred || elements._submitted,
      "elements.submit() must be called before stripe.confirmSetup() or stripe.confirmPayment().");
    require(kindOf(secret) === kind, "clientSecret should be a client secret of the form ${id}_secret_${secret}.");
    require(redirect === "if_required" || confirmParams.return_url, "confirmParams.return_url is missing.");
    const method = element ? await newMethod(element, confirmParams) : { id: confirmParams.payment_method };
    if (method.error) return { error: method.error };
    const intent = await callApi(this.#caller, "POST", `${KINDS[kind].path}/${idOf(secret)}/confirm`, {
      client_secret: secret, payment_method: method.id, use_stripe_sdk: true,
      ...(confirmParams.return_url && { return_url: confirmParams.return_url }),
    });
    if (intent.error) element?._show(intent.error);
    if (intent.error) return { error: intent.error };
    const done = await this.#finish(kind, intent, secret);
    return done.error || redirect === "if_required" ? done : leave(kind, intent, confirmParams.return_url);
  }

  async #retrieve(kind, clientSecret) {
    require(kindOf(clientSecret) === kind, "clientSecret should be of the form ${id}_secret_${secret}.");
    const path = `${KINDS[kind].path}/${idOf(clientSecret)}`;
    const intent = await callApi(this.#caller, "GET", path, { client_secret: clientSecret });
    return intent.error ? { error: intent.error } : { [KINDS[kind].name]: intent };
  }

  /** Where the intent stands once the bank has had its say. */
  async #finish(kind, intent, clientSecret) {
    if (intent.status !== "requires_action") return { [KINDS[kind].name]: intent };
    await challenge({ caller: this.#caller, kind, intent: intent.id, clientSecret, locale: this.#locale });
    const after = await this.#retrieve(kind, clientSecret);
    const settled = after[KINDS[kind].name];
    const failure = settled?.last_setup_error ?? settled?.last_payment_error;
    return failure ? { error: { ...failure, [settled.object]: settled } } : after;
  }
}

/** Either an Element holds the card or a saved one is named; what else Stripe.js takes is not here. */
function requireParams(confirmParams, elements) {
  const other = Object.keys(confirmParams).find((name) => !CONFIRM_PARAMS.includes(name));
  require(!other, `confirmParams.${other} is not in the local Stripe.`);
  require(elements || confirmParams.payment_method,
    "You must pass in either an Elements instance or a confirmParams.payment_method.");
  require(!elements || !confirmParams.payment_method,
    "Do not pass confirmParams.payment_method together with an Elements instance.");
}

/** An Element that was never submitted checks its fields now. */
async function newMethod(element, confirmParams) {
  const checked = await element._ask("validate");
  if (checked.error) return checked;
  const billing = flatten(confirmParams.payment_method_data?.billing_details, "billing_details");
  const method = await element._ask("createPaymentMethod", { billing });
  if (method.error) element._show(method.error);
  return method;
}

/** Leaves the page for good, as the real one does unless told `redirect: "if_required"`. */
function leave(kind, intent, returnUrl) {
  const url = new URL(returnUrl);
  const name = KINDS[kind].path.slice(0, -1);
  url.searchParams.set(name, intent.id);
  url.searchParams.set(`${name}_client_secret`, intent.client_secret);
  url.searchParams.set("redirect_status", "succeeded");
  location.assign(url);
  return new Promise(() => {});
}

window.Stripe = Object.assign(function create(key, options) {
  return new Stripe(key, options);
}, { version: "endive" });
