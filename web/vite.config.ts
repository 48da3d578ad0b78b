import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const stack = { target: "http://127.0.0.1:8080", changeOrigin: true };

export default defineConfig({
  plugins: [vue()],
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
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"], restoreMocks: true },
});
