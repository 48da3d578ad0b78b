// The JavaScript that a visit to each page loads, gzipped, against its budget. Reads Vite's manifest.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
const LANDING_LIMIT = 45;
/** What is loaded with a page, and its limit in kB. Both languages have to fit; English is listed. */
const BUDGETS = [
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
    areas: ["home", "session", "booking", "details"],
    firebase: true,
  },
  {
    name: "team's calendar",
    limit: 260,
    pages: ["provider/ProviderPage", "provider/CalendarPage"],
    areas: ["provider", "visit", "charges", "session"],
    firebase: true,
  },
];

/** A build, as its folder's manifest tells it. `collect` adds the files that a module brings with it. */
function open(folder) {
  const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, "utf8"));
  function collect(key, found) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in ${folder}`);
    if (found.has(`${folder}/${chunk.file}`)) return;
    found.add(`${folder}/${chunk.file}`);
    (chunk.imports ?? []).forEach((next) => collect(next, found));
  }
  return collect;
}
const collect = open("dist");
const collectLanding = open("dist/landing");

const zipped = (files) =>
  [...files]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);

/** The first page is a program of its own; the site's entry only chooses it. */
function weighLanding(language) {
  const found = new Set();
  collect("index.html", found);
  collectLanding("src/landing/main.ts", found);
  ["common", "landing"].forEach((area) => collectLanding(`src/locales/${language}/${area}.ts`, found));
  return zipped(found);
}

function weigh({ pages, areas, firebase }, language) {
  const found = new Set();
  collect("index.html", found);
  collect("src/app.ts", found);
  pages.forEach((page) => collect(`src/pages/${page}.vue`, found));
  ["common", ...areas].forEach((area) => collect(`src/locales/${language}/${area}.ts`, found));
  if (firebase) {
    collect("src/session/firebase.ts", found);
    collect("src/components/session/SessionWatch.vue", found);
  }
  return zipped(found);
}

let over = false;
function report(name, limit, weights) {
  const bytes = Math.max(...weights);
  const kept = bytes <= limit * KB;
  over ||= !kept;
  console.log(`${kept ? "ok  " : "OVER"} ${name}: ${(bytes / KB).toFixed(1)} of ${limit} kB`);
}

report("landing", LANDING_LIMIT, ["en", "es"].map(weighLanding));
for (const budget of BUDGETS)
  report(
    budget.name,
    budget.limit,
    ["en", "es"].map((language) => weigh(budget, language)),
  );
process.exitCode = over ? 1 : 0;
