import { beforeAll, describe, expect, it } from "vitest";
import { acceptWords, isFeeless, receiptLines, receiptTitle } from "@/booking/receiptWords";
import { harbor, receipt } from "../demo";
import { plain, speakEnglish } from "../words";

const title = (over: Parameters<typeof receipt>[0] = {}): string =>
  plain(receiptTitle(harbor.zone, receipt(over)));
const lines = (over: Parameters<typeof receipt>[0] = {}, grace = 0): string[] =>
  receiptLines(harbor.zone, receipt(over), grace).map((line) => plain(`${line.label}: ${line.value}`));

describe("the receipt", () => {
  beforeAll(() => speakEnglish("booking"));

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
