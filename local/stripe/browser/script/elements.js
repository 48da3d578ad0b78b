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

  /** A declined card is told beside its fields as well as to the page. */
  _show(error) {
    if (error.type === "card_error") this.#frame?.tell("decline", error);
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

  constructor(caller, options) {
    require(options.clientSecret || options.mode, "Elements needs a clientSecret, or a mode and a currency.");
    require(!options.paymentMethodTypes, "paymentMethodTypes was removed: use allowedPaymentMethodTypes.");
    this._kind = options.clientSecret ? kindOf(options.clientSecret) : options.mode;
    require(KINDS[this._kind], `elements(): the mode '${this._kind}' is not in the local Stripe.`);
    this._deferred = !options.clientSecret;
    require(!this._deferred || /^[a-z]{3}$/.test(options.currency), "elements(): currency is missing.");
    require(!this._deferred || this._kind === "setup" || options.amount > 0, "elements(): amount is missing.");
    this._options = { ...options, caller, intentPath: KINDS[this._kind].path };
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
