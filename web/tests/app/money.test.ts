import { describe, expect, it } from "vitest";
import { decimalsOf, formatMoney, formatPrice } from "@/money";
import { plain } from "../words";

describe("an amount of money", () => {
  it.each([
    [5000, "usd", "$50.00"],
    [5000, "jpy", "¥5,000"],
    [12345, "kwd", "KWD 12.345"],
    // Kept in hundredths by Stripe, though nobody writes them.
    [5000, "isk", "ISK 50.00"],
  ])("of %i in %s is written as %s", (minor, currency, written) => {
    expect(plain(formatMoney(minor, currency))).toBe(written);
  });

  it("leaves out what is nothing in running text, and no more than that", () => {
    expect(formatPrice(5000, "usd")).toBe("$50");
    expect(formatPrice(5050, "usd")).toBe("$50.50");
    expect(formatPrice(5050, "jpy")).toBe("¥5,050");
  });

  it("has as many decimals as its currency", () => {
    expect(["usd", "jpy", "kwd"].map(decimalsOf)).toEqual([2, 0, 3]);
  });
});
