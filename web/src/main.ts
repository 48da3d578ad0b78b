import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import { createApp } from "vue";
import App from "./App.vue";
import { isLanguage, loadAreas, setLanguage } from "./i18n";
import { router } from "./router";

async function start(): Promise<void> {
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await setLanguage(lang);
  await loadAreas("common");
  createApp(App).use(router).mount("#app");
}

void start();
