import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Token {
  $value: unknown;
}
type Theme = Record<string, Token>;
const { light, dark } = JSON.parse(readFileSync("design/tokens.json", "utf8")) as {
  light: Theme;
  dark: Theme;
};
const THEMES: Record<string, Theme> = { light, dark: { ...light, ...dark } };

const TEXT_ON: [text: string, ground: string][] = [
  ...["ink", "ink-2", "ink-3", "petrol-text", "clay-text"].flatMap((text): [string, string][] => [
    [text, "paper"],
    [text, "sand"],
  ]),
  ["ink-2", "mist"],
  ["petrol-text", "mist"],
  ["moss-text", "moss-mist"],
  ["amber-text", "amber-mist"],
  ["clay-text", "clay-mist"],
  ["on-fill", "petrol-fill"],
  ["on-fill", "petrol-deep"],
  ["on-fill", "clay-fill"],
];

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(theme: Theme, a: string, b: string): number {
  const [high, low] = [a, b].map((name) => luminance(String(theme[name]?.$value))).sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe.each(Object.keys(THEMES))("the %s theme", (name) => {
  const theme = THEMES[name] ?? {};

  it.each(TEXT_ON)("keeps %s readable on %s (4.5:1)", (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["paper", "sand"])("keeps the edges of inputs visible on %s (3:1)", (ground) => {
    expect(contrast(theme, "line-strong", ground)).toBeGreaterThanOrEqual(3);
  });
});
