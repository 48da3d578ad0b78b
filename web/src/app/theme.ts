import { readonly, ref } from "vue";

export type Theme = "light" | "dark";

const chosen = ref<Theme>(document.documentElement.dataset["theme"] === "dark" ? "dark" : "light");
export const theme = readonly(chosen);

export function toggleTheme(): void {
  chosen.value = chosen.value === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = chosen.value;
  localStorage.setItem("theme", chosen.value);
}
