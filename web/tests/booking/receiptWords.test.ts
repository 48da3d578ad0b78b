import { beforeAll, describe, expect, it } from "vitest";
import type { Dues } from "@/booking/dues";
import { acceptWords, advanceWords, isFeeless, receiptLines, receiptTitle } from "@/booking/receiptWords";
import { harbor, receipt } from "../demo";
import { plain, speakEnglish } from "../words";

const title = (over: Parameters<typeof receipt>[0] = {}): string =>
  plain(receiptTitle(harbor.zone, receipt(over)));
const lines = (over: Parameters<typeof receipt>[0] = {}, grace = 0): string[] =>
  receiptLines(harbor.zone, receipt(over), grace).map((line) => plain(`${line.label}: ${line.value}`));

describe("the receipt", () => {
  beforeAll(() => speakEnglish("booking", "card"));

  it("names the minute until which cancelling is free, and every fee after it", () => {
    expect(title()).toBe("Free until Mon, Mar 8, 3:00 PM EST");
    expect(lines({}, 15)).toEqual([
      "After that: $50.00",
      "If you miss it: $100.00",
      "First 15 minutes after booking: Free",
    ]);
  });

  it("names each further step by its instant", () => {
    const steps = [
      { from_at: "2027-03-08T20:00:00Z", fee_minor: 5000 },
      { from_at: "2027-03-09T16:00:00Z", fee_minor: 9000 },
    ];
    expect(lines({ steps })).toContain("From Tue, Mar 9, 11:00 AM EST: $90.00");
  });

  it("says so where cancelling was never free", () => {
    expect(title({ free_until: null })).toBe("It costs $50.00");
  });

  it("asks nothing of those whose payer bars fees", () => {
    const barred = { barred: true, steps: [], free_until: null };
    expect(title(barred)).toBe("It is always free");
    expect(lines(barred, 15)).toEqual([]);
    expect(isFeeless(receipt(barred))).toBe(true);
    expect(acceptWords(harbor, receipt(barred))).toBe("I accept this policy.");
  });

  it("is accepted with its instant and its amounts", () => {
    expect(plain(acceptWords(harbor, receipt()))).toBe(
      "I accept this policy. If I cancel after Mon, Mar 8, 3:00 PM EST, Harbor Dermatology may charge my card $50.00; if I miss the visit, $100.00.",
    );
  });
});

describe("the yes to a policy that is paid for in advance", () => {
  beforeAll(() => speakEnglish("booking", "card"));

  const deposit = (today: number): Dues => ({ kind: "deposit", today, left: 10000 - today, price: 10000 });
  const price: Dues = { kind: "price", today: 18000, left: 0, price: 18000 };
  const yes = (dues: Dues, over: Parameters<typeof receipt>[0] = {}): string =>
    plain(acceptWords(harbor, receipt(over), dues));

  it("keeps a deposit that is as much as the fee, and charges the rest of a miss", () => {
    expect(yes(deposit(5000))).toBe(
      "I accept this policy. Harbor Dermatology may charge my card a $50.00 deposit today. If I cancel after Mon, Mar 8, 3:00 PM EST, it keeps the deposit as the fee; if I miss the visit, it may charge $50.00 more.",
    );
  });

  it("keeps a smaller deposit and charges what is missing", () => {
    expect(yes(deposit(2500))).toContain(
      "it keeps the deposit and may charge $25.00 more; if I miss the visit, it keeps the deposit and may charge $75.00 more.",
    );
  });

  it("gives back what is more than the fee", () => {
    expect(yes(price)).toContain("may charge my card the price of $180.00 today.");
    expect(yes(price)).toContain("it keeps $50.00 as the fee and gives the rest back");
    expect(yes(price)).toContain("if I miss the visit, it keeps $100.00 as the fee and gives the rest back.");
  });

  it("comes back in full where cancelling is always free, and after a miss that costs nothing", () => {
    const free = { steps: [], free_until: null, no_show_fee_minor: 0 };
    expect(yes(deposit(5000), free)).toContain(
      "If I cancel, it comes back in full; if I miss the visit, the deposit comes back in full.",
    );
    expect(advanceWords(receipt(free))).toBe("Cancel before the visit and what you paid comes back in full.");
  });

  it("counts from the first minute where cancelling is never free", () => {
    expect(yes(deposit(5000), { free_until: null })).toContain(
      "If I cancel, it keeps the deposit as the fee;",
    );
    expect(advanceWords(receipt({ free_until: null }))).toBe(
      "If you cancel, what you paid counts toward the fee.",
    );
  });
});
