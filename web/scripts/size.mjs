// The JavaScript that a visit to each page loads, gzipped, against its budget. Reads Vite's manifest.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
/** What is loaded with a page, and its limit in kB. Both languages have to fit; English is listed. */
const BUDGETS = [
  { name: "landing", limit: 45, pages: ["public/LandingPage"], areas: ["landing"] },
  {
    name: "booking, up to choosing a time",
    limit: 70,
    pages: ["booking/BookingPage", "booking/VisitStep", "booking/TimeStep"],
    areas: ["booking"],
  },
  {
    name: "patient home",
    limit: 130,
    pages: ["patient/HomePage"],
    areas: ["home", "session", "booking"],
    firebase: true,
  },
  {
    name: "team's calendar",
    limit: 260,
    pages: ["provider/ProviderPage", "provider/CalendarPage"],
    areas: ["provider", "session"],
    firebase: true,
  },
];

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));

function collect(key, found) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build`);
  if (found.has(chunk.file)) return;
  found.add(chunk.file);
  (chunk.imports ?? []).forEach((next) => collect(next, found));
}

function weigh({ pages, areas, firebase }, language) {
  const found = new Set();
  collect("index.html", found);
  pages.forEach((page) => collect(`src/pages/${page}.vue`, found));
  ["common", ...areas].forEach((area) => collect(`src/locales/${language}/${area}.ts`, found));
  if (firebase) {
    collect("src/session/firebase.ts", found);
    collect("src/components/session/SessionWatch.vue", found);
  }
  return [...found]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length, 0);
}

let over = false;
for (const budget of BUDGETS) {
  const bytes = Math.max(weigh(budget, "en"), weigh(budget, "es"));
  const kept = bytes <= budget.limit * KB;
  over ||= !kept;
  console.log(`${kept ? "ok  " : "OVER"} ${budget.name}: ${(bytes / KB).toFixed(1)} of ${budget.limit} kB`);
}
process.exitCode = over ? 1 : 0;
