import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { useMove } from "@/patient/useMove";
import { moveLines, moveNote } from "@/patient/moveWords";
import { harbor, receipt, visit } from "../demo";
import { plain, speakEnglish } from "../words";

const NEXT = {
  provider_id: "prv_johnson",
  starts_at: "2027-03-18T14:30:00Z",
  ends_at: "2027-03-18T15:00:00Z",
};
const preview = (owed_minor = 0) => ({
  appointment_id: "apt_0001",
  ...NEXT,
  owed_minor,
  moves_until: "2027-03-08T20:00:00Z",
  receipt: receipt(),
});

type Refusal = { readonly status: number; readonly code: string; readonly nearest?: readonly object[] };

/** What the preview and the move answer; a refusal has a code. */
function answering(looks: readonly object[], moved: object | Refusal) {
  const asked: { method: string; key: string | null; body: Record<string, unknown> | null }[] = [];
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") return new Response(JSON.stringify({ apiBase: "/api" }));
    const { method } = request;
    const body = method === "GET" ? null : ((await request.json()) as Record<string, unknown>);
    const before = asked.filter((one) => one.method === method).length;
    asked.push({ method, key: request.headers.get("Idempotency-Key"), body });
    const answer = method === "GET" ? (looks[Math.min(before, looks.length - 1)] ?? {}) : moved;
    const status = "status" in answer && typeof answer.status === "number" ? answer.status : 200;
    return new Response(JSON.stringify(answer), { status });
  });
  return asked;
}

const moving = () => useMove(() => harbor.id, visit({ version: 3, moves_until: "2027-03-08T20:00:00Z" }));

beforeAll(() => speakEnglish("home", "booking"));
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("moving a visit", () => {
  it("asks what it means first, and then for that and nothing else", async () => {
    const asked = answering([preview()], { ...preview(), version: 4, calendar_file: null });
    const { look, move, done } = moving();
    await look(NEXT);
    await move();
    expect(done.value?.starts_at).toBe(NEXT.starts_at);
    expect(asked.at(-1)?.body).toMatchObject({
      version: 3,
      expected_owed_minor: 0,
      ...{ starts_at: NEXT.starts_at },
    });
  });

  it("does nothing before its terms are there", async () => {
    const asked = answering([preview()], {});
    await moving().move();
    expect(asked).toEqual([]);
  });

  it("is one intention, however often the answer is lost", async () => {
    const asked = answering([preview()], { status: 503, code: "unavailable" });
    const { look, move, problem } = moving();
    await look(NEXT);
    await move();
    await move();
    expect(problem.value?.code).toBe("unavailable");
    const keys = asked.filter(({ method }) => method === "POST").map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
  });

  it("offers the nearest times where somebody was faster", async () => {
    answering([preview()], { status: 409, code: "slot_taken", nearest: [NEXT] });
    const { look, move, state, nearest, done } = moving();
    await look(NEXT);
    await move();
    expect([state.value, done.value]).toEqual(["taken", null]);
    expect(nearest.value).toEqual([NEXT]);
  });

  it.each([
    ["not_movable", "late"],
    ["stale_version", "gone"],
    ["not_cancellable", "gone"],
  ])("ends where it can't be moved any more: %s", async (code, expected) => {
    answering([preview()], { status: 409, code });
    const { look, move, state } = moving();
    await look(NEXT);
    await move();
    expect(state.value).toBe(expected);
  });

  it("shows its terms again where the free time ended meanwhile", async () => {
    answering([preview(), preview(5000)], { status: 409, code: "fee_changed" });
    const { look, move, preview: terms, changed, done } = moving();
    await look(NEXT);
    await move();
    expect([changed.value, done.value]).toEqual([true, null]);
    expect(terms.value?.owed_minor).toBe(5000);
  });

  it("shows the terms of the time chosen last, whichever answer comes last", async () => {
    const answers: ((answer: Response) => void)[] = [];
    vi.stubGlobal("fetch", (request: Request | string) => {
      if (typeof request === "string")
        return Promise.resolve(new Response(JSON.stringify({ apiBase: "/api" })));
      return new Promise<Response>((resolve) => answers.push(resolve));
    });
    const { look, preview: terms } = moving();
    const later = { ...NEXT, starts_at: "2027-03-18T16:00:00Z" };
    const both = [look(NEXT), look(later)];
    await vi.waitFor(() => {
      expect(answers).toHaveLength(2);
    });
    answers[1]?.(new Response(JSON.stringify({ ...preview(), starts_at: later.starts_at })));
    answers[0]?.(new Response(JSON.stringify(preview())));
    await Promise.all(both);
    expect(terms.value?.starts_at).toBe(later.starts_at);
  });
});

describe("what moving means, in words", () => {
  it("names the new free time", () => {
    expect(moveLines(harbor, preview()).map(({ label, value }) => plain(`${label}: ${value}`))).toEqual([
      "Then free until: Mon, Mar 8, 3:00 PM EST",
      "After that: $50.00",
      "If you miss it: $100.00",
    ]);
    expect(moveNote(preview())).toBe("");
  });

  it("says that what is owed stays owed", () => {
    const late = { ...preview(5000), receipt: receipt({ was_moved: true, free_until: null }) };
    expect(moveLines(harbor, late).map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Cancelling it still costs: $50.00",
      "If you miss it: $100.00",
    ]);
    expect(moveNote(late)).toContain("what cancelling costs stays with it");
  });
});
