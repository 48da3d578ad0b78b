import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const stack = { target: "http://127.0.0.1:8080", changeOrigin: true };

/** Names the whole site's own files in index.html, so that early.js can ask for them before main.ts does. */
function siteFiles(): Plugin {
  return {
    name: "site-files",
    transformIndexHtml(_, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((one) => one.type === "chunk");
      const app = chunks.find((one) => one.facadeModuleId?.endsWith("/src/app.ts"));
      const content = app ? [app.fileName, ...app.imports].map((file) => `/${file}`).join(" ") : "";
      return app ? [{ tag: "meta", attrs: { name: "site-files", content }, injectTo: "head-prepend" }] : [];
    },
  };
}

export default defineConfig({
  plugins: [vue(), siteFiles()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Every component is written with the composition API, so the other half of Vue stays out of the bundle.
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  server: { proxy: { "/api": stack, "/config.json": stack } },
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    // The CSP knows no data: addresses.
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        codeSplitting: {
          // What choosing a time needs, in one file: as the bundler would cut it, booking weighs 1 kB more.
          groups: [{ name: "times", test: /\/src\/(components\/times|booking\/(useMonth|partsOfDay))/ }],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"], restoreMocks: true },
});
