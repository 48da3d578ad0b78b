// The bank's dialog: it tells Stripe itself, the page only learns that it is over.
import { callApi, connect, dress } from "./frame.js";
import { speak } from "./wording.js";

const { port, config } = await connect();
const words = speak(config.locale);
dress({ theme: "stripe" });
document.getElementById("asks").textContent = config.kind === "payment" ? words.bankAsksToPay : words.bankAsks;

for (const [id, outcome] of [["test-source-authorize-3ds", "complete"], ["test-source-fail-3ds", "fail"]]) {
  document.getElementById(id).addEventListener("click", () => answer(outcome));
}
document.getElementById("form").hidden = false;
document.getElementById("test-source-authorize-3ds").focus();

async function answer(outcome) {
  const { caller, intent, clientSecret } = config;
  const done = await callApi(caller, "POST", "/v1/3ds2/authenticate", { intent, client_secret: clientSecret, outcome });
  if (done.error?.type === "api_connection_error") {
    document.getElementById("bank-error").textContent = words.unreachable;
    return;
  }
  port.postMessage({ kind: "over", body: {} });
}
