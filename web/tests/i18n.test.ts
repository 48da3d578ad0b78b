import { describe, expect, it } from "vitest";
import { loadAreas, setLanguage, t } from "@/i18n";

type Node = string | { [key: string]: Node };
const files = import.meta.glob<{ default: Node }>("../src/locales/*/*.ts", { eager: true });
const areas = Object.keys(files)
  .filter((path) => path.includes("/en/"))
  .map((path) => path.replace(/.*\/en\/(.*)\.ts/, "$1"));

function leaves(node: Node, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  return Object.entries(node).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
}
const read = (language: string, area: string): Map<string, string> =>
  new Map(leaves(files[`../src/locales/${language}/${area}.ts`]?.default ?? {}));
const names = (message: string): string[] =>
  [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();

describe.each(areas)("the words of %s", (area) => {
  const [english, spanish] = [read("en", area), read("es", area)];

  it("are all there in Spanish, and nothing else is", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("have something to say in both languages", () => {
    for (const message of [...english.values(), ...spanish.values()]) expect(message.trim()).not.toBe("");
  });

  it("are told the same things in both languages", () => {
    for (const [key, message] of english)
      expect([key, names(spanish.get(key) ?? "")]).toEqual([key, names(message)]);
  });
});

describe("t", () => {
  it("fills in names and chooses the plural", async () => {
    await setLanguage("en");
    await loadAreas("booking");
    expect(t("booking.time.free", { n: 1 })).toBe("1 free");
    expect(t("booking.step", { at: 2, of: 5 })).toBe("Step 2 of 5");
  });

  it("speaks the other language once it is chosen, in every area that was asked for", async () => {
    await loadAreas("booking");
    await setLanguage("es");
    expect(t("booking.time.free", { n: 3 })).toBe("3 libres");
    expect(document.documentElement.lang).toBe("es");
    await setLanguage("en");
  });
});
