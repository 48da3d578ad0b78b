/** Who is signed in, in this tab. Everything of theirs that the tab remembers is dropped when they leave. */
import { readonly, ref, shallowRef } from "vue";
import type { Gate, Person } from "./gate";

export type EndReason = "left" | "idle" | "absolute";

/** Says only that this tab has a session, so that pages know whether to load Firebase at all. */
const MARK = "signed-in";

const person = shallowRef<Person | null>(null);
const ended = ref<EndReason | null>(null);
const marked = ref(sessionStorage.getItem(MARK) === "1");
const farewells = new Set<() => void>();
let gate: Promise<Gate> | undefined;

function onChange(next: Person | null): void {
  person.value = next;
  marked.value = next !== null;
  if (next) sessionStorage.setItem(MARK, "1");
  else sessionStorage.removeItem(MARK);
}

async function open(): Promise<Gate> {
  const { openGate } = await import("./firebase");
  return openGate(onChange);
}

/** Loads Firebase on the first call. */
export function useGate(): Promise<Gate> {
  gate ??= open().catch((error: unknown) => {
    gate = undefined;
    throw error;
  });
  return gate;
}

/** Who is signed in, once that is known. Costs nothing where nobody has been in this tab. */
export async function findPerson(): Promise<Person | null> {
  if (!marked.value) return null;
  await useGate();
  return person.value;
}

export async function findToken(): Promise<string | null> {
  return marked.value ? (await useGate()).token() : null;
}

/** What has to be forgotten when the session ends: drafts, cached answers. */
export function onFarewell(forget: () => void): void {
  farewells.add(forget);
}

export async function endSession(reason: EndReason): Promise<void> {
  if (!marked.value) return;
  const opened = await useGate();
  await opened.signOut();
  sessionStorage.clear();
  farewells.forEach((forget) => {
    forget();
  });
  ended.value = reason === "left" ? null : reason;
}

export function acknowledgeEnd(): void {
  ended.value = null;
}

export function useSession() {
  return { person: readonly(person), ended: readonly(ended), isSignedIn: readonly(marked) };
}
