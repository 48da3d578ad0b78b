import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import type { Handover } from "./app";

interface Landing {
  showLanding(openApp: (handover?: Handover) => Promise<void>): Promise<void>;
}

const openApp = async (handover?: Handover): Promise<void> => (await import("./app")).startApp(handover);
const isLandingPath = /^\/(c\/[^/]+\/?)?$/.test(location.pathname);

function addStyles(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** The first page comes as a program of its own (see vite.landing.config.ts), and goes on into the whole site. */
async function openLanding(): Promise<void> {
  const address = "/landing/landing.js";
  const styles = addStyles("/landing/landing.css");
  const landing = (await import(/* @vite-ignore */ address)) as Landing;
  await styles;
  await landing.showLanding(openApp);
}

// Without the second build, as in development, the whole site shows the first page as well.
if (isLandingPath && import.meta.env.PROD) void openLanding().catch(() => openApp());
else void openApp();
