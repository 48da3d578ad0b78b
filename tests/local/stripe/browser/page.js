// The product's card step, as small as it can be. Mostly the intent is deferred: submit, secret from the
// server, confirm. With `intentFirst` it exists before the Element does.
const settings = await (await fetch(`/settings${location.search}`)).json();
await new Promise((resolve, reject) => {
  const script = Object.assign(document.createElement("script"), {
    src: settings.scriptUrl, onload: resolve, onerror: reject,
  });
  document.head.append(script);
});

const say = (id, value) => { document.getElementById(id).textContent = JSON.stringify(value); };
const newSecret = async () => (await fetch(`/secret${location.search}`, { method: "POST" })).json();
const events = [];
const stripe = window.Stripe(settings.key, {
  locale: settings.locale, ...(settings.account && { stripeAccount: settings.account }),
});
const firstSecret = settings.intentFirst ? await newSecret() : undefined;
const intent = firstSecret ? { clientSecret: firstSecret } : { mode: settings.mode, currency: "usd", amount: 5000 };
const elements = stripe.elements({ ...intent, appearance: { theme: "night" } });
const element = elements.create("payment", settings.options);
for (const kind of ["ready", "change", "loaderror"]) {
  element.on(kind, (event) => {
    events.push({ kind, ...event });
    say("events", events);
  });
}
element.mount("#element");
Object.assign(window, { stripe, elements, element, say });

document.getElementById("save").addEventListener("click", async () => {
  document.getElementById("outcome").textContent = "";
  const submitted = firstSecret ? {} : await elements.submit();
  if (submitted.error) return say("outcome", submitted);
  const clientSecret = firstSecret ? undefined : await newSecret();
  const confirm = settings.mode === "setup" ? stripe.confirmSetup : stripe.confirmPayment;
  const confirmParams = { return_url: `${location.origin}/back` };
  say("outcome", await confirm.call(stripe, { elements, clientSecret, confirmParams, redirect: settings.redirect }));
});
