import { effectScope, ref } from "vue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "@/api/queries";
import type { ApiProblem } from "@/api/problem";
import type { Hours, NewException } from "@/provider/calls";
import { useHours } from "@/provider/useHours";
import { harbor } from "../demo";
import { exception, hours } from "./clinic";

const NOON = { firstDay: "2027-03-09", lastDay: "2027-03-09", range: { start: 720, end: 780 } };
const EVENING = { firstDay: "2027-03-10", lastDay: "2027-03-10", range: { start: 1080, end: 1140 } };
const ID = "prv_johnson";

/** A server with one provider's hours: each change must come from the version that is current. */
function startServer(stored: Hours, failAfter = Number.POSITIVE_INFINITY) {
  const server = { stored, changes: 0 };
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  async function answer(input: string | Request): Promise<Response> {
    if (typeof input === "string") return json({ apiBase: "/api", defaultClinic: harbor.slug });
    const asked = new URL(input.url).searchParams;
    if (input.method === "GET") return json(server.stored);
    if (input.method === "POST" && ++server.changes > failAfter)
      return json({ code: "stale_version", status: 409, request_id: "r1" }, 409);
    const { version, exceptions } = server.stored;
    const kept = exceptions.filter((one) => one.id !== asked.get("exception_id"));
    const added = input.method === "POST" ? [(await input.json()) as NewException] : [];
    const made = added.map((body, index) => exception({ ...body, id: `exc_${version}_${index}`, note: "" }));
    server.stored = { ...server.stored, version: version + 1, exceptions: [...kept, ...made] };
    return json(server.stored);
  }
  vi.stubGlobal("fetch", answer);
  return server;
}

const scope = effectScope();
async function openHours() {
  const api = scope.run(() => useHours(ref(harbor.providers)));
  if (!api) throw new Error("the scope is over");
  await vi.waitFor(() => {
    expect(api.hoursOf(ID)).not.toBeNull();
  });
  return api;
}

beforeEach(() => {
  queries.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("opening time", () => {
  it("is shown before the server has answered", async () => {
    startServer(hours());
    const api = await openHours();
    const saving = api.set(ID, "open", [NOON], "");
    expect(api.hoursOf(ID)?.exceptions).toMatchObject([
      { kind: "open", hours: { start: "12:00", end: "13:00" } },
    ]);
    await saving;
    expect(api.hoursOf(ID)?.version).toBe(4);
  });

  it("can be taken back by what it left behind", async () => {
    const server = startServer(hours({ exceptions: [exception()] }));
    const api = await openHours();
    const opened = await api.set(ID, "open", [NOON, EVENING], "");
    expect(opened.exceptionIds).toHaveLength(2);
    await api.remove(ID, opened.exceptionIds);
    expect(server.stored.exceptions.map((one) => one.id)).toEqual(["exc_0001"]);
    expect(server.stored.version).toBe(7);
  });

  it("leaves nothing, here or there, where a part of it is refused", async () => {
    const server = startServer(hours(), 1);
    const api = await openHours();
    const refused = await api
      .set(ID, "open", [NOON, EVENING], "")
      .catch((error: unknown) => error as ApiProblem);
    expect(refused).toMatchObject({ code: "stale_version" });
    expect(server.stored.exceptions).toEqual([]);
    await vi.waitFor(() => {
      expect(api.hoursOf(ID)?.version).toBe(server.stored.version);
    });
    expect(api.hoursOf(ID)?.exceptions).toEqual([]);
  });
});
