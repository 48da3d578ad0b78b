import { computed, shallowReactive, shallowRef } from "vue";
import { LANGUAGES, type Area, type Key, type Language, type ParamsFor, type Plural } from "./catalogue";

export type { Area, Key, Language } from "./catalogue";

type Message = string | Plural | { readonly [key: string]: Message };
type Module = { readonly default: Record<string, Message> };

const files = import.meta.glob<Module>("../locales/*/*.ts");
const areas = new Set<Area>();
const current = shallowRef<Language>("en");
const messages = shallowReactive<Record<Language, Record<string, Message>>>({ en: {}, es: {} });

export const language = computed(() => current.value);
/** For Intl: both languages as they are spoken in the United States. */
export const locale = computed(() => `${current.value}-US`);

async function fetchArea(into: Language, area: Area): Promise<void> {
  if (messages[into][area]) return;
  const file = files[`../locales/${into}/${area}.ts`];
  if (!file) throw new Error(`no ${into} words for ${area}`);
  const module = await file();
  messages[into] = { ...messages[into], [area]: module.default };
}

/** Brings the words of these areas in the language of the moment, and remembers them for the next language. */
export async function loadAreas(...names: readonly Area[]): Promise<void> {
  names.forEach((name) => areas.add(name));
  await Promise.all(names.map((name) => fetchArea(current.value, name)));
}

export async function setLanguage(next: Language): Promise<void> {
  await Promise.all([...areas].map((area) => fetchArea(next, area)));
  current.value = next;
  document.documentElement.lang = next;
}

/** As the visitor chose it, kept on this device: it says nothing about them. */
export async function chooseLanguage(next: Language): Promise<void> {
  localStorage.setItem("language", next);
  await setLanguage(next);
}

export function isLanguage(value: string): value is Language {
  return (LANGUAGES as readonly string[]).includes(value);
}

function find(path: string): Message | undefined {
  let at: Message | undefined = messages[current.value];
  for (const key of path.split("."))
    at = typeof at === "object" ? (at as Record<string, Message>)[key] : undefined;
  return at;
}

function choose(message: Message | undefined, n: number | string | undefined): string | undefined {
  if (typeof message !== "object") return message;
  const form = new Intl.PluralRules(locale.value).select(Number(n)) === "one" ? "one" : "other";
  return message[form] as string;
}

/** The message in the visitor's language, with its {names} filled in. */
export function t<K extends Key>(key: K, ...[params]: ParamsFor<K>): string {
  const values = (params ?? {}) as Record<string, string | number>;
  const message = choose(find(key), values["n"]);
  if (message === undefined) return key;
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The message cut at its {names}, for those that hold a link or an element. */
export function cut(key: Key): readonly string[] {
  const message = find(key);
  return typeof message === "string" ? message.split(/\{(\w+)\}/) : [key];
}
