/**
 * Calls of our functions, typed by openapi.json: the path decides what must be given and what comes back.
 * Written out rather than taken from a library, because the landing page has 45 kB for everything.
 */
import { loadConfig } from "@/config";
import { endSession, findToken } from "@/session/session";
import { problemOf } from "./problem";
import { fetchPatiently } from "./retry";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

type Write = "post" | "put" | "delete";
/** The paths that have this method. */
type PathOf<M extends string> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: { 200: unknown } }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends string> = M extends keyof paths[P] ? paths[P][M] : never;
type Query<O> = O extends { parameters: { query: infer Q } } ? Q : Record<string, never>;
type Body<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : undefined;
type Answer<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : never;

interface Sent {
  readonly method: string;
  readonly query: Readonly<Record<string, string | number | null | undefined>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What anyone may read is asked for without loading who is signed in. */
  readonly isPublic?: boolean;
}

function address(base: string, path: string, query: Sent["query"]): URL {
  const url = new URL(base + path, location.origin);
  for (const [name, value] of Object.entries(query))
    if (value != null) url.searchParams.set(name, String(value));
  return url;
}

async function authorization(): Promise<Record<string, string>> {
  const token = await findToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** The body of a good answer. Throws ApiProblem for any other. */
async function send(path: string, { method, query, headers, body, isPublic }: Sent): Promise<unknown> {
  const { apiBase } = await loadConfig();
  const request = new Request(address(apiBase, path, query), {
    method,
    headers: { ...headers, ...(isPublic ? {} : await authorization()) },
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await fetchPatiently(request);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const problem = problemOf(response, answer);
  if (problem.code === "session_ended") await endSession("idle");
  throw problem;
}

/** Answered to anyone, and alike. */
const PUBLIC: ReadonlySet<string> = new Set(["/clinic", "/open_slots", "/pay"]);

export async function read<P extends PathOf<"get">>(
  path: P,
  query: Query<Operation<P, "get">>,
): Promise<Answer<Operation<P, "get">>> {
  const isPublic = PUBLIC.has(path);
  const sent = { method: "GET", query: query as Sent["query"], headers: {}, isPublic };
  return (await send(path, sent)) as Answer<Operation<P, "get">>;
}

/** `key` names one intention: a repeat with the same key has the effect of the first. */
export async function write<M extends Write, P extends PathOf<M>>(
  method: M,
  path: P,
  query: Query<Operation<P, M>>,
  key: string,
  body: Body<Operation<P, M>>,
): Promise<Answer<Operation<P, M>>> {
  const headers = { "Idempotency-Key": key, "Content-Type": "application/json" };
  const isPublic = PUBLIC.has(path);
  const sent = { method: method.toUpperCase(), query: query as Sent["query"], headers, body, isPublic };
  return (await send(path, sent)) as Answer<Operation<P, M>>;
}

export const newKey = (): string => crypto.randomUUID();
