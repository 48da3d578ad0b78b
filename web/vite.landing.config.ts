import { fileURLToPath } from "node:url";
import { mergeConfig } from "vite";
import site from "./vite.config.ts";

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

type Chunk = { readonly name: string; readonly facadeModuleId: string | null };

/**
 * The first page as a program of its own. A bundle is shaken once for all of its pages, so beside the whole
 * site the first page would carry what only forms, dialogs and routes need of Vue: 10 kB of its 45.
 */
export default mergeConfig(site, {
  resolve: { alias: { "vue-router": from("./src/landing/links.ts") } },
  publicDir: false,
  build: {
    outDir: "dist/landing",
    emptyOutDir: true,
    cssCodeSplit: false,
    rollupOptions: {
      input: from("./src/landing/main.ts"),
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: "landing.js",
        // Names that early.js can ask for by heart; the host has browsers ask whether they are still current.
        chunkFileNames: ({ name, facadeModuleId }: Chunk) => {
          const words = /locales\/(\w+)\/(\w+)\.ts$/.exec(facadeModuleId ?? "");
          return words ? `${words[1]}-${words[2]}.js` : `${name}.js`;
        },
        assetFileNames: "landing[extname]",
        codeSplitting: {
          groups: [{ name: "vue", test: /node_modules\/(@vue|vue)\// }],
          includeDependenciesRecursively: true,
        },
      },
    },
  },
  base: "/landing/",
});
