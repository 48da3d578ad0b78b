// The design tokens as W3C design-token JSON, which Figma imports. tokens.css is the source.
// `node scripts/tokens.mjs` writes design/tokens.json; with --check it fails where the file is out of date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const SOURCE = "src/styles/tokens.css";
const TARGET = "design/tokens.json";

/** The custom properties of one rule, in their order. */
function properties(css, selector) {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf("\n}", start)).replace(/\/\*.*?\*\//gs, "");
  return [...body.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]);
}

const asList = (value) => value.split(",").map((part) => part.trim().replace(/^"|"$/g, ""));
const asDimension = (value) => {
  const match = /^(-?[\d.]+)(rem|px|ms)$/.exec(value);
  return match && { value: Number(match[1]), unit: match[2] };
};

function token(name, value) {
  if (name.startsWith("font-")) return { $type: "fontFamily", $value: asList(value) };
  if (/^#[0-9a-f]{6}$/i.test(value)) return { $type: "color", $value: value };
  const dimension = asDimension(value);
  if (dimension) return { $type: "dimension", $value: dimension };
  // What the format can't say (a clamp, a mixed colour, a shadow of both) is kept as CSS spells it.
  return { $value: value, $extensions: { "css.value": true } };
}

const group = (pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, token(name, value)]));

const css = readFileSync(SOURCE, "utf8");
const tokens = {
  $description: "Generated from src/styles/tokens.css; change it there.",
  light: group(properties(css, ":root")),
  dark: group(properties(css, '[data-theme="dark"]')),
};
const text = `${JSON.stringify(tokens, null, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (!existsSync(TARGET) || readFileSync(TARGET, "utf8") !== text) {
  console.error(`${TARGET} is out of date: run npm run tokens`);
  process.exitCode = 1;
}
