import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ref } from "vue";
import { draft } from "@/booking/draft";
import { useBook } from "@/booking/useBook";
import type { CardForm } from "@/booking/useCardForm";
import type { Hold } from "@/booking/useHold";
import { harbor, receipt } from "../demo";

/** What the function answers, one after the other; the last one stays. */
function answering(...statuses: ("booked" | "needs_card")[]): () => number {
  let calls = 0;
  vi.stubGlobal("fetch", () => {
    const status = statuses[Math.min(calls, statuses.length - 1)];
    calls += 1;
    const body = {
      status,
      appointment_id: "apt_1",
      client_secret: status === "booked" ? null : "seti_1_secret",
    };
    return Promise.resolve(
      new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } }),
    );
  });
  return () => calls;
}

function cardThatGoesThrough() {
  const isConfirmed = ref(false);
  const confirm = vi.fn(() => {
    isConfirmed.value = true;
    return Promise.resolve(true);
  });
  return { isConfirmed, confirm, check: () => Promise.resolve(true) };
}

describe("booking with a new card", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    draft.booked = null;
    draft.held = { appointment_id: "apt_1", needs_card: true, receipt: receipt() } as typeof draft.held;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    draft.held = null;
  });

  function booking(card: ReturnType<typeof cardThatGoesThrough>) {
    const hold = { isAnswering: ref(false) } as unknown as Hold;
    return useBook(() => harbor, hold, card as unknown as CardForm);
  }

  it("is booked once our function says so, not when the card went through", async () => {
    const calls = answering("needs_card", "needs_card", "booked");
    const done = booking(cardThatGoesThrough()).book();
    await vi.runAllTimersAsync();
    expect(await done).toBe(true);
    expect(calls()).toBe(3);
    expect(draft.booked?.status).toBe("booked");
  });

  it("is not booked while Stripe's word has not come, and asks for the card no second time", async () => {
    answering("needs_card");
    const card = cardThatGoesThrough();
    const { book, problem } = booking(card);
    const first = book();
    await vi.runAllTimersAsync();
    expect(await first).toBe(false);
    expect(draft.booked).toBeNull();
    expect(problem.value?.code).toBe("card_not_ready");

    answering("booked");
    const second = book();
    await vi.runAllTimersAsync();
    expect(await second).toBe(true);
    expect(card.confirm).toHaveBeenCalledTimes(1);
  });
});
