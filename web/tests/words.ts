import { loadAreas, setLanguage, type Area } from "@/i18n";

/** The words a test needs, in English. */
export async function speakEnglish(...areas: Area[]): Promise<void> {
  await setLanguage("en");
  await loadAreas("common", ...areas);
}

/** Dates and times stand on one line by spaces that don't break; tests are written with plain ones. */
export const plain = (text: string): string => text.replace(/\u00a0/g, " ");
