import { beforeEach, describe, expect, it } from "vitest";
import { findPayToken, forgetPayToken, keepPayToken, tokenOf } from "@/pay/token";

const TOKEN = `cln_a.chg_b.1800000000.${"A".repeat(43)}`;

describe("a payment link's token", () => {
  beforeEach(() => {
    forgetPayToken();
  });

  it("is taken out of the address before the page is shown", () => {
    const bare = keepPayToken({ hash: `#${TOKEN}`, query: {} });
    expect(bare).toMatchObject({ hash: "", query: {}, replace: true });
    expect(findPayToken()).toBe(TOKEN);
  });

  it("stays for a bank that comes back with an address of its own, which is cleared as well", () => {
    keepPayToken({ hash: `#${TOKEN}`, query: {} });
    expect(keepPayToken({ hash: "", query: { payment_intent_client_secret: "pi_1_secret" } })).not.toBe(true);
    expect(keepPayToken({ hash: "", query: {} })).toBe(true);
    expect(findPayToken()).toBe(TOKEN);
  });

  it("is nothing else that stands behind a #", () => {
    keepPayToken({ hash: "#main", query: {} });
    expect(findPayToken()).toBeNull();
  });

  it("is found in a link that our own page was given", () => {
    expect(tokenOf(`/pay#${TOKEN}`)).toBe(TOKEN);
  });
});
