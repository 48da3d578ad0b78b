import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cancelAppointment, getClinic, getOpenSlots } from "@/api/calls";
import { ApiProblem } from "@/api/problem";
import { harbor } from "../demo";

const CONFIG = { apiBase: "/api", defaultClinic: "harbor-dermatology" };
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const away = (): Response => json({ code: "unavailable", request_id: "r1" }, 503, { "Retry-After": "0" });

let asked: Request[] = [];
let answers: (() => Response)[] = [];

/** Stands where the network would: hands out the answers in turn. */
function serve(...next: (() => Response)[]): void {
  answers = next;
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (input: string | Request) => {
    if (typeof input === "string") return Promise.resolve(json(CONFIG));
    asked.push(input);
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("no network"));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const problemFrom = (call: Promise<unknown>): Promise<ApiProblem> =>
  call.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => error as ApiProblem,
  );

describe("a call", () => {
  it("gives back the answer's body", async () => {
    serve(() => json(harbor));
    expect(await getClinic("harbor-dermatology")).toEqual(harbor);
    expect(new URL(asked[0]?.url ?? "").pathname).toBe("/api/clinic");
  });

  it("leaves out of the address what was not asked for", async () => {
    serve(() => json({ zone: "UTC", days: [], next_free: null }));
    const days = { firstDay: "2027-03-01", lastDay: "2027-03-31" };
    await getOpenSlots({ clinicId: "cln_harbor0000", typeId: "typ_mole", providerId: null, ...days });
    expect(new URL(asked[0]?.url ?? "").searchParams.has("provider_id")).toBe(false);
  });

  it("turns a refusal into a problem with its code, field and request id", async () => {
    const refusal = { code: "invalid_field", detail: "Give a slug.", field: "slug", request_id: "7f3k" };
    serve(() => json(refusal, 422));
    const problem = await problemFrom(getClinic("?"));
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 422, code: "invalid_field", field: "slug", requestId: "7f3k" });
  });

  it("says that one is offline where nothing answered", async () => {
    serve();
    expect(await problemFrom(getClinic("harbor-dermatology"))).toMatchObject({
      code: "offline",
      isPassing: true,
    });
  });

  it("says that an answer can't be read where it is no problem of ours", async () => {
    serve(() => new Response("<html>", { status: 504 }));
    expect(await problemFrom(getClinic("harbor-dermatology"))).toMatchObject({
      code: "unreadable",
      status: 504,
    });
  });

  it("reads again where the service is away for a moment", async () => {
    serve(away, away, () => json(harbor));
    expect(await getClinic("harbor-dermatology")).toEqual(harbor);
    expect(asked).toHaveLength(3);
  });

  it("gives up reading after three tries", async () => {
    serve(away, away, away, () => json(harbor));
    expect(await problemFrom(getClinic("harbor-dermatology"))).toMatchObject({ status: 503 });
    expect(asked).toHaveLength(3);
  });

  it("never writes again by itself, and names its intention", async () => {
    serve(away, () => json({}));
    const body = { appointment_id: "apt_0001", expected_fee_minor: 0 };
    expect(await problemFrom(cancelAppointment("cln_harbor0000", "key-of-this-one", body))).toMatchObject({
      status: 503,
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.get("Idempotency-Key")).toBe("key-of-this-one");
  });
});
