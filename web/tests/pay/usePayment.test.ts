import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ref } from "vue";
import type { CardForm } from "@/booking/useCardForm";
import { usePayment } from "@/pay/usePayment";

const TOKEN = "a".repeat(80);
const OPEN = {
  status: "open",
  client_secret: "pi_1_secret",
  payment_method_id: "pm_1",
  needs_authentication: true,
  stripe_account: null,
};
const PAID = { ...OPEN, status: "paid", client_secret: null };

/** What the function answers, one after the other; the last one stays. Tells where it was asked, and what. */
function answering(...answers: (object | number)[]) {
  const asked: { url: string; method: string; body: unknown; authorization: string | null }[] = [];
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") return new Response(JSON.stringify({ apiBase: "/api" }));
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    const { url, method, headers } = request;
    asked.push({ url, method, body: await request.json(), authorization: headers.get("Authorization") });
    return typeof answer === "number"
      ? new Response(JSON.stringify({ code: "link_spent", detail: "" }), { status: answer })
      : new Response(JSON.stringify(answer));
  });
  return asked;
}

function cardThatGoesThrough() {
  return {
    fault: ref<string | null>(null),
    check: vi.fn(() => Promise.resolve(true)),
    confirm: vi.fn(() => Promise.resolve(true)),
    confirmKept: vi.fn(() => Promise.resolve(true)),
  };
}
const paying = (card = cardThatGoesThrough()) => usePayment(TOKEN, card as unknown as CardForm, "/pay");

async function done<T>(work: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return work;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a payment by its link", () => {
  it("gives the token in the body, and nobody's sign-in", async () => {
    const asked = answering(OPEN);
    await done(paying().open());
    expect(asked[0]?.body).toEqual({ token: TOKEN });
    expect(asked[0]?.url).not.toContain(TOKEN);
    expect(asked[0]?.authorization).toBeNull();
  });

  it("is paid once our function says so, not when the bank did", async () => {
    answering(OPEN, OPEN, PAID);
    const { open, approve, payment } = paying();
    await done(open());
    expect(await done(approve())).toBe(true);
    expect(payment.value?.status).toBe("paid");
  });

  it("asks the bank once, however often it is pressed meanwhile", async () => {
    answering(OPEN, PAID);
    const card = cardThatGoesThrough();
    const { open, approve } = paying(card);
    await done(open());
    const presses = [approve(), approve()];
    await vi.runAllTimersAsync();
    expect(await Promise.all(presses)).toEqual([true, false]);
    expect(card.confirmKept).toHaveBeenCalledTimes(1);
  });

  it("stays open where the bank says no", async () => {
    const asked = answering(OPEN);
    const card = cardThatGoesThrough();
    card.confirmKept.mockResolvedValue(false);
    card.fault.value = "bankFailed";
    const { open, approve, payment } = paying(card);
    await done(open());
    expect(await done(approve())).toBe(false);
    expect(payment.value?.status).toBe("open");
    expect(asked).toHaveLength(1);
  });

  it("looks how it went where the bank's answer was lost", async () => {
    answering(OPEN, PAID);
    const card = cardThatGoesThrough();
    card.confirm.mockResolvedValue(false);
    card.fault.value = "unsure";
    const { open, payWithCard } = paying(card);
    await done(open());
    expect(await done(payWithCard())).toBe(true);
    expect(card.fault.value).toBeNull();
  });

  it("asks for a card where there is none that the bank could be asked about", async () => {
    answering({ ...OPEN, needs_authentication: false });
    const { open, toApprove } = paying();
    await done(open());
    expect(toApprove.value).toBeNull();
  });

  it("tells a link that has ended from anything else", async () => {
    answering(410);
    const { open, isSpent } = paying();
    expect(await done(open())).toBe(false);
    expect(isSpent.value).toBe(true);
  });
});
