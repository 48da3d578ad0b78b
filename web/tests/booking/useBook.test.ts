import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ref } from "vue";
import { draft } from "@/booking/draft";
import { useBook } from "@/booking/useBook";
import type { CardForm } from "@/booking/useCardForm";
import type { Hold } from "@/booking/useHold";
import { harbor, receipt } from "../demo";

interface Asked {
  readonly pay: string;
  readonly another_card: boolean;
}
type Answer = "booked" | "needs_card" | "needs_payment" | "needs_action" | "card_declined" | "slot_taken";
const SECRETS = { needs_card: "seti_1_secret", needs_payment: "pi_1_secret", needs_action: "pi_1_secret" };
const REFUSED = { card_declined: 402, slot_taken: 409 };
const VISA = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 };

function answerOf(answer: Answer): Response {
  const headers = { "Content-Type": "application/json" };
  if (answer in REFUSED) {
    const status = REFUSED[answer as keyof typeof REFUSED];
    const body = { code: answer, detail: "", ...(answer === "slot_taken" ? { returned_minor: 5000 } : {}) };
    return new Response(JSON.stringify(body), { status, headers });
  }
  const client_secret = answer in SECRETS ? SECRETS[answer as keyof typeof SECRETS] : null;
  return new Response(JSON.stringify({ status: answer, appointment_id: "apt_1", client_secret }), {
    headers,
  });
}

/** What the function answers, one after the other; the last one stays. Tells what it was asked, and with which keys. */
function answering(...answers: (Answer | "lost")[]) {
  const asked: (Asked & { readonly key: string })[] = [];
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") return new Response(JSON.stringify({ apiBase: "/api" }));
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? "booked";
    const key = request.headers.get("Idempotency-Key") ?? "";
    asked.push({ ...((await request.json()) as Asked), key });
    if (answer === "lost") throw new TypeError("the answer was lost");
    return answerOf(answer);
  });
  return asked;
}

function cardThatGoesThrough() {
  return {
    fault: ref<string | null>(null),
    confirm: vi.fn(() => Promise.resolve(true)),
    answerBank: vi.fn(() => Promise.resolve(true)),
    check: vi.fn(() => Promise.resolve(true)),
  };
}
type Card = ReturnType<typeof cardThatGoesThrough>;

function booking(card: Card) {
  const lose = vi.fn(() => Promise.resolve());
  const hold = { isAnswering: ref(false), lose } as unknown as Hold;
  return { ...useBook(() => harbor, hold, card as unknown as CardForm), lose };
}

async function done<T>(work: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return work;
}

function holding(over: object): void {
  draft.booked = null;
  draft.pay = "deposit";
  draft.held = {
    appointment_id: "apt_1",
    needs_card: false,
    price_minor: 10000,
    deposit_minor: 0,
    prepay_minor: null,
    card: null,
    receipt: receipt(),
    ...over,
  } as typeof draft.held;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  draft.held = null;
});

describe("booking with a new card", () => {
  beforeEach(() => {
    holding({ needs_card: true });
  });

  it("is booked once our function says so, not when the card went through", async () => {
    const asked = answering("needs_card", "needs_card", "booked");
    expect(await done(booking(cardThatGoesThrough()).book())).toBe(true);
    expect(asked).toHaveLength(3);
    expect(draft.booked?.status).toBe("booked");
    expect(draft.paidMinor).toBe(0);
  });

  it("is not booked while Stripe's word has not come, and asks for the card no second time", async () => {
    answering("needs_card");
    const card = cardThatGoesThrough();
    const { book, problem } = booking(card);
    expect(await done(book())).toBe(false);
    expect(draft.booked).toBeNull();
    expect(problem.value?.code).toBe("card_not_ready");

    answering("booked");
    expect(await done(book())).toBe(true);
    expect(card.confirm).toHaveBeenCalledTimes(1);
  });
});

describe("booking with a deposit", () => {
  beforeEach(() => {
    holding({ needs_card: true, deposit_minor: 5000 });
  });

  it("remembers what was paid", async () => {
    answering("needs_payment", "booked");
    expect(await done(booking(cardThatGoesThrough()).book())).toBe(true);
    expect(draft.paidMinor).toBe(5000);
  });

  it("pays the whole price where the patient prefers it", async () => {
    holding({ needs_card: true, deposit_minor: 5000, prepay_minor: 10000 });
    draft.pay = "price";
    const asked = answering("needs_payment", "booked");
    const { book, dues } = booking(cardThatGoesThrough());
    expect(dues.value).toMatchObject({ kind: "price", today: 10000, left: 0 });
    await done(book());
    expect(asked.map(({ pay }) => pay)).toEqual(["price", "price"]);
    expect(draft.paidMinor).toBe(10000);
  });

  it("is paid once, however often the button is pressed meanwhile", async () => {
    answering("needs_payment", "booked");
    const card = cardThatGoesThrough();
    const { book } = booking(card);
    const presses = [book(), book()];
    await vi.runAllTimersAsync();
    expect(await Promise.all(presses)).toEqual([true, false]);
    expect(card.confirm).toHaveBeenCalledTimes(1);
  });

  it("looks how it went where the answer about the card was lost", async () => {
    answering("needs_payment", "booked");
    const card = cardThatGoesThrough();
    card.confirm.mockImplementation(() => {
      card.fault.value = "unsure";
      return Promise.resolve(false);
    });
    expect(await done(booking(card).book())).toBe(true);
    expect(card.fault.value).toBeNull();
  });

  it("says what goes back where the time had gone", async () => {
    answering("needs_payment", "slot_taken");
    const { book, lose } = booking(cardThatGoesThrough());
    expect(await done(book())).toBe(false);
    expect(lose).toHaveBeenCalledWith("late", undefined, 5000);
  });
});

describe("booking with the card on file", () => {
  beforeEach(() => {
    holding({ deposit_minor: 5000, card: VISA });
  });

  it("asks for no card", async () => {
    const asked = answering("booked");
    const card = cardThatGoesThrough();
    const { book, needsCard } = booking(card);
    expect(needsCard.value).toBe(false);
    expect(await done(book())).toBe(true);
    expect(asked[0]?.another_card).toBe(false);
    expect(card.confirm).not.toHaveBeenCalled();
  });

  it("lets its bank ask, and asks our function again", async () => {
    answering("needs_action", "booked");
    const card = cardThatGoesThrough();
    expect(await done(booking(card).book())).toBe(true);
    expect(card.answerBank).toHaveBeenCalledWith(null, "pi_1_secret");
  });

  it("asks for another card where its bank says no", async () => {
    const asked = answering("card_declined", "needs_payment", "booked");
    const card = cardThatGoesThrough();
    const { book, needsCard, declined, problem } = booking(card);
    expect(await done(book())).toBe(false);
    expect(needsCard.value).toBe(true);
    expect(declined.value).toEqual(VISA);
    expect(problem.value).toBeNull();
    expect(await done(book())).toBe(true);
    expect(asked.map((one) => one.another_card)).toEqual([false, true, true]);
  });

  it("is tried once under one key though the answer is lost, and under a new one after a no", async () => {
    const asked = answering("lost", "card_declined", "booked");
    const { book, wantsAnother } = booking(cardThatGoesThrough());
    await done(book());
    await done(book());
    wantsAnother.value = false;
    await done(book());
    expect(asked[0]?.key).toBe(asked[1]?.key);
    expect(asked[1]?.key).not.toBe(asked[2]?.key);
  });

  it("asks for a card where the one on file is gone meanwhile", async () => {
    answering("needs_payment");
    const { book, needsCard, saved } = booking(cardThatGoesThrough());
    expect(await done(book())).toBe(false);
    expect(needsCard.value).toBe(true);
    expect(saved.value).toBeNull();
  });
});

describe("a payer that bars every fee", () => {
  it("needs no card, whether or not one is on file", async () => {
    holding({ card: VISA, receipt: receipt({ barred: true, steps: [], free_until: null }) });
    const asked = answering("booked");
    const { book, needsCard, saved } = booking(cardThatGoesThrough());
    expect([needsCard.value, saved.value]).toEqual([false, null]);
    expect(await done(book())).toBe(true);
    expect(asked[0]?.another_card).toBe(false);
  });
});
