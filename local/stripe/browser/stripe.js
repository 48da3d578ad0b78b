// Stripe.js as far as the product uses it (https://docs.stripe.com/js): the Payment Element for setting up
// or paying, before or after the intent exists. Card data is typed in a frame of this origin and never
// reaches the page. What Stripe.js throws as an IntegrationError is thrown here too.
(() => {
  "use strict";

  const ORIGIN = new URL(document.currentScript.src).origin;
  const KINDS = {
    setup: { path: "setup_intents", name: "setupIntent" },
    payment: { path: "payment_intents", name: "paymentIntent" },
  };
  let frames = 0;

  class IntegrationError extends Error {
    name = "IntegrationError";
  }

  function require(condition, message) {
    if (!condition) throw new IntegrationError(message);
  }

  async function callApi(key, method, path, params) {
    const form = new URLSearchParams({ ...params, key });
    const url = `${ORIGIN}/v1/${path}`;
    try {
      const answer = await (method === "GET" ? fetch(`${url}?${form}`) : fetch(url, { method, body: form }));
      return await answer.json();
    } catch {
      return { error: { type: "api_connection_error", message: "Stripe can't be reached. Try again." } };
    }
  }

  /** One of our pages in a frame, and a private channel to it. `listen(kind, body)` hears what it says. */
  class Frame {
    #channel = new MessageChannel();
    #waiting = new Map();
    #asked = 0;

    constructor(page, title, config, listen) {
      this.element = Object.assign(document.createElement("iframe"), {
        name: `__privateStripeFrame${++frames}`, title, allow: "payment *", src: `${ORIGIN}/_browser/${page}`,
      });
      // A frame of another colour scheme than its page is painted opaque, so it is always the light one.
      Object.assign(this.element.style, { border: "0", colorScheme: "light only", display: "block", width: "100%" });
      this.element.addEventListener("load", () => {
        this.element.contentWindow.postMessage(config, ORIGIN, [this.#channel.port2]);
      }, { once: true });
      this.#channel.port1.onmessage = ({ data: { kind, id, body } }) => {
        if (kind !== "answer") return listen(kind, body);
        this.#waiting.get(id)(body);
        this.#waiting.delete(id);
      };
    }

    tell(kind, body) {
      this.#channel.port1.postMessage({ kind, body });
    }

    ask(kind, body) {
      const id = ++this.#asked;
      this.#channel.port1.postMessage({ kind, id, body });
      return new Promise((resolve) => this.#waiting.set(id, resolve));
    }

    remove() {
      this.element.remove();
      this.#channel.port1.close();
    }
  }

  class PaymentElement {
    #listeners = [];
    #frame = null;

    constructor(config) {
      this._config = config;
    }

    mount(target) {
      const place = typeof target === "string" ? document.querySelector(target) : target;
      require(place, `The selector you specified (${target}) applies to no DOM elements that are on the page.`);
      this.unmount();
      this.#frame = new Frame("element.html", "Secure payment input frame", this._config, this.#hear);
      place.replaceChildren(this.#frame.element);
    }

    unmount() {
      this.#frame?.remove();
      this.#frame = null;
    }

    destroy() {
      this.unmount();
      this._destroyed = true;
    }

    on(kind, handler) {
      this.#listeners.push({ kind, handler });
      return this;
    }

    once(kind, handler) {
      const single = (event) => {
        this.off(kind, single);
        handler(event);
      };
      return this.on(kind, single);
    }

    off(kind, handler) {
      this.#listeners = this.#listeners.filter((l) => l.kind !== kind || (handler && l.handler !== handler));
      return this;
    }

    update(options) {
      Object.assign(this._config, options);
      this.#frame?.tell("update", this._config);
    }

    focus() {
      this.#frame?.tell("focus");
    }

    clear() {
      this.#frame?.tell("clear");
    }

    _ask(kind, body) {
      require(this.#frame, "Your code called this on a Payment Element that is not mounted.");
      return this.#frame.ask(kind, body);
    }

    #hear = (kind, body) => {
      if (kind === "height") {
        this.#frame.element.style.height = `${body.height}px`;
        return;
      }
      for (const listener of this.#listeners.filter((l) => l.kind === kind)) {
        listener.handler({ elementType: "payment", ...body });
      }
    };
  }

  class Elements {
    #element = null;

    constructor(key, options) {
      require(options.clientSecret || options.mode, "Elements needs a clientSecret, or a mode and a currency.");
      require(!options.paymentMethodTypes, "paymentMethodTypes was removed: use allowedPaymentMethodTypes.");
      this._kind = options.clientSecret ? kindOf(options.clientSecret) : options.mode;
      require(KINDS[this._kind], `elements(): the mode '${this._kind}' is not in the local Stripe.`);
      this._deferred = !options.clientSecret;
      require(!this._deferred || /^[a-z]{3}$/.test(options.currency), "elements(): currency is missing.");
      require(!this._deferred || this._kind === "setup" || options.amount > 0, "elements(): amount is missing.");
      this._options = { ...options, key, intentPath: KINDS[this._kind].path };
    }

    create(type, options = {}) {
      require(type === "payment", `A '${type}' Element is not in the local Stripe.`);
      require(!this.getElement(), "Can only create one Element of type payment.");
      this.#element = new PaymentElement({ ...this._options, ...options });
      return this.#element;
    }

    getElement() {
      return this.#element && !this.#element._destroyed ? this.#element : null;
    }

    update(options) {
      Object.assign(this._options, options);
      this.getElement()?.update(options);
    }

    async submit() {
      require(this.getElement(), "elements.submit() needs a mounted Payment Element.");
      const answer = await this.getElement()._ask("validate");
      this._submitted = !answer.error;
      return answer;
    }
  }

  class Stripe {
    #key;
    #locale;

    constructor(key, options = {}) {
      require(typeof key === "string" && key, "Missing value for Stripe(): apiKey should be a string.");
      require(!/^[sr]k_/.test(key), "You should not use your secret key with Stripe.js.");
      this.#key = key;
      this.#locale = options.locale ?? "auto";
    }

    elements(options = {}) {
      return new Elements(this.#key, { locale: this.#locale, ...options });
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
      const found = await this.#retrieve(kind, clientSecret);
      return found.error ? found : this.#finish(kind, found[KINDS[kind].name], clientSecret);
    }

    registerAppInfo() {}

    _registerWrapper() {}

    async #confirm(kind, { elements, clientSecret, confirmParams = {}, redirect = "always" }) {
      const secret = clientSecret ?? elements?._options.clientSecret;
      require(elements?.getElement(), "elements should have a mounted Payment Element.");
      require(elements._kind === kind, `These Elements are for ${elements._kind}, this call is for ${kind}.`);
      require(!elements._deferred || elements._submitted,
        "elements.submit() must be called before stripe.confirmSetup() or stripe.confirmPayment().");
      require(kindOf(secret) === kind, "clientSecret should be a client secret of the form ${id}_secret_${secret}.");
      require(redirect === "if_required" || confirmParams.return_url, "confirmParams.return_url is missing.");
      const billing = flatten(confirmParams.payment_method_data?.billing_details, "billing_details");
      const method = await elements.getElement()._ask("createPaymentMethod", { billing });
      if (method.error) return { error: method.error };
      const intent = await callApi(this.#key, "POST", `${KINDS[kind].path}/${idOf(secret)}/confirm`, {
        client_secret: secret, payment_method: method.id, use_stripe_sdk: true,
        ...(confirmParams.return_url && { return_url: confirmParams.return_url }),
      });
      if (intent.error) return { error: intent.error };
      const done = await this.#finish(kind, intent, secret);
      return done.error || redirect === "if_required" ? done : leave(kind, intent, confirmParams.return_url);
    }

    async #retrieve(kind, clientSecret) {
      require(kindOf(clientSecret) === kind, "clientSecret should be of the form ${id}_secret_${secret}.");
      const path = `${KINDS[kind].path}/${idOf(clientSecret)}`;
      const intent = await callApi(this.#key, "GET", path, { client_secret: clientSecret });
      return intent.error ? { error: intent.error } : { [KINDS[kind].name]: intent };
    }

    /** Where the intent stands once the bank has had its say. */
    async #finish(kind, intent, clientSecret) {
      if (intent.status !== "requires_action") return { [KINDS[kind].name]: intent };
      await challenge({ key: this.#key, intent: intent.id, clientSecret, locale: this.#locale });
      const after = await this.#retrieve(kind, clientSecret);
      const settled = after[KINDS[kind].name];
      const failure = settled?.last_setup_error ?? settled?.last_payment_error;
      return failure ? { error: { ...failure, [settled.object]: settled } } : after;
    }
  }

  function challenge(config) {
    return new Promise((resolve) => {
      const overlay = document.createElement("div");
      const frame = new Frame("challenge.html", "Secure authentication", config, (kind) => {
        if (kind !== "over") return;
        frame.remove();
        overlay.remove();
        resolve();
      });
      overlay.setAttribute("role", "dialog");
      overlay.setAttribute("aria-modal", "true");
      overlay.setAttribute("aria-label", "Secure authentication");
      Object.assign(overlay.style, {
        background: "rgb(0 0 0 / .6)", inset: "0", position: "fixed", zIndex: "2147483647",
      });
      frame.element.style.height = "100%";
      overlay.append(frame.element);
      document.body.append(overlay);
    });
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

  function flatten(value, name) {
    if (value === undefined || value === null) return {};
    if (typeof value !== "object") return { [name]: value };
    return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(inner, `${name}[${key}]`)));
  }

  const idOf = (clientSecret) => clientSecret.split("_secret_")[0];

  function kindOf(clientSecret) {
    return { seti: "setup", pi: "payment" }[/^(seti|pi)_\w+_secret_\w+$/.exec(clientSecret ?? "")?.[1]];
  }

  window.Stripe = Object.assign(function create(key, options) {
    return new Stripe(key, options);
  }, { version: "endive" });
})();
