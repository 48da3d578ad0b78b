import { createApp } from "vue";
import App from "./App.vue";
import { draft, type Draft } from "./booking/draft";
import { isLanguage, loadAreas, setLanguage } from "./i18n";
import { router } from "./router";

/** What the first page hands over: what was chosen on it, and how it makes room. */
export interface Handover {
  readonly chosen: Draft;
  leave(): void;
}

/** The whole site, at the address that the browser shows. */
export async function startApp(handover?: Handover): Promise<void> {
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await setLanguage(lang);
  await loadAreas("common");
  if (handover) Object.assign(draft, handover.chosen);
  const app = createApp(App).use(router);
  await router.isReady();
  // Two programs can't share a place: the first page goes when the next is there, and not before.
  handover?.leave();
  app.mount("#app");
}
