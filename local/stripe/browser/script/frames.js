let frames = 0;

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
