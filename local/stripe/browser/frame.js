// A frame's side of the private channel that the page's script opens, and its calls of the API.

/** The first message comes from the page that embeds us and carries the port all others use. */
export function connect() {
  return new Promise((resolve) => {
    window.addEventListener("message", function opened(event) {
      if (event.source !== window.parent || !event.ports[0]) return;
      window.removeEventListener("message", opened);
      resolve({ port: event.ports[0], config: event.data });
    });
  });
}

/** Answers each question of the page by the handler of its name. */
export function serve(port, handlers) {
  port.onmessage = async ({ data }) => {
    const answer = await handlers[data.kind](data.body);
    if (data.id) port.postMessage({ kind: "answer", id: data.id, body: answer });
  };
}

export async function callApi({ key, account }, method, path, params) {
  const form = new URLSearchParams({ ...params, key, ...(account && { _stripe_account: account }) });
  const request = method === "GET" ? fetch(`${path}?${form}`) : fetch(path, { method, body: form });
  try {
    return await (await request).json();
  } catch {
    return { error: { type: "api_connection_error", message: "Stripe can't be reached. Try again." } };
  }
}

/** Stripe's appearance: a theme's name, and variables that become those of the style sheet. */
export function dress(appearance = {}) {
  const root = document.documentElement;
  root.dataset.theme = appearance.theme ?? "stripe";
  for (const [name, value] of Object.entries(appearance.variables ?? {})) {
    root.style.setProperty(`--${name}`, value);
  }
}
