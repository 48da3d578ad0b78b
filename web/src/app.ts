import { createApp } from "vue";
import App from "./App.vue";
import { draft, type Draft } from "./booking/draft";
import { isLanguage, loadAreas, setLanguage } from "./i18n";
import { router } from "./router";

/** The whole site, at the address that the browser shows. `chosen` is what the first page chose already. */
export async function startApp(chosen?: Draft): Promise<void> {
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await setLanguage(lang);
  await loadAreas("common");
  if (chosen) Object.assign(draft, chosen);
  createApp(App).use(router).mount("#app");
}
