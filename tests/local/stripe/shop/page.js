// The product's card step, as small as it can be: deferred intent, submit, secret from the server, confirm.
const settings = await (await fetch(`/settings${location.search}`)).json();
await new Promise((resolve, reject) => {
  const script = Object.assign(document.createElement("script"), {
    src: settings.scriptUrl, onload: resolve, onerror: reject,
  });
  document.head.append(script);
});

const say = (id, value) => { document.getElementById(id).textContent = JSON.stringify(value); };
const events = [];
const stripe = window.Stripe(settings.key, { locale: settings.locale });
const elements = stripe.elements({ mode: settings.mode, currency: "usd", amount: 5000, appearance: { theme: "night" } });
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
  const submitted = await elements.submit();
  if (submitted.error) return say("outcome", submitted);
  const clientSecret = await (await fetch(`/secret${location.search}`, { method: "POST" })).json();
  const confirm = settings.mode === "setup" ? stripe.confirmSetup : stripe.confirmPayment;
  const confirmParams = { return_url: `${location.origin}/back` };
  say("outcome", await confirm.call(stripe, { elements, clientSecret, confirmParams, redirect: settings.redirect }));
});
