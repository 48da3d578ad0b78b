import vue from "eslint-plugin-vue";
import a11y from "eslint-plugin-vuejs-accessibility";
import prettier from "eslint-config-prettier";
import ts from "typescript-eslint";
import vueParser from "vue-eslint-parser";

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/api/schema.d.ts", "public/", "scripts/", "*.config.*"] },
  ...ts.configs.strictTypeChecked,
  ...vue.configs["flat/recommended"],
  ...a11y.configs["flat/recommended"],
  {
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: ts.parser,
        project: "./tsconfig.app.json",
        extraFileExtensions: [".vue"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/component-api-style": ["error", ["script-setup"]],
      "vue/no-static-inline-styles": "error",
      "vue/no-v-html": "error",
      // A label that wraps its input, or names it, is enough.
      "vuejs-accessibility/label-has-for": ["error", { required: { some: ["nesting", "id"] } }],
    },
  },
  prettier,
);
