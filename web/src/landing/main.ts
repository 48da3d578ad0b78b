import { createApp, h } from "vue";
import { announcement } from "@/app/announce";
import { draft, type Draft } from "@/booking/draft";
import { isLanguage, loadAreas, setLanguage, t } from "@/i18n";
import LandingPage from "@/pages/public/LandingPage.vue";
import { onLeave } from "./links";

/** Shows the first page; a link away from it opens the whole site, which takes over what was chosen. */
export async function showLanding(openApp: (chosen?: Draft) => Promise<void>): Promise<void> {
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await setLanguage(lang);
  await loadAreas("common", "landing");
  const app = createApp({
    setup: () => () => [
      h("a", { class: "skip btn", href: "#main" }, t("common.skip")),
      h(LandingPage),
      h("p", { class: "sr", "aria-live": "polite" }, announcement.value),
    ],
  });
  onLeave(async (path) => {
    history.pushState({}, "", path);
    await openApp({ ...draft }).catch(() => {
      location.reload();
    });
    app.unmount();
    scrollTo({ top: 0 });
  });
  app.mount("#app");
}
