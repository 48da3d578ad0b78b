import { createApp, h } from "vue";
import { announcement } from "@/app/announce";
import type { Handover } from "@/app";
import { draft } from "@/booking/draft";
import { isLanguage, loadAreas, setLanguage, t } from "@/i18n";
import LandingPage from "@/pages/public/LandingPage.vue";
import { onLeave } from "./links";

/** Shows the first page; a link away from it opens the whole site, which takes over what was chosen. */
export async function showLanding(openApp: (handover?: Handover) => Promise<void>): Promise<void> {
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
    const leave = (): void => {
      app.unmount();
      scrollTo({ top: 0 });
    };
    await openApp({ chosen: { ...draft }, leave }).catch(() => {
      location.reload();
    });
  });
  app.mount("#app");
}
