import type { Component } from "vue";
import { loadAreas, type Area } from "@/i18n";

type Page = () => Promise<{ default: Component }>;

/** A page of its own chunk, fetched together with the words it speaks. */
export function page(load: Page, ...areas: readonly Area[]): Page {
  return async () => {
    const [module] = await Promise.all([load(), loadAreas(...areas)]);
    return module;
  };
}
