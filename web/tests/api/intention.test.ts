import { describe, expect, it } from "vitest";
import { rememberIntention } from "@/api/intention";

describe("an intention", () => {
  it("keeps its key while the same is asked again", () => {
    const { keyFor } = rememberIntention();
    expect(keyFor({ fee: 0 })).toBe(keyFor({ fee: 0 }));
  });

  it("gets a key of its own where something else is asked", () => {
    const { keyFor } = rememberIntention();
    const first = keyFor({ fee: 0 });
    expect(keyFor({ fee: 5000 })).not.toBe(first);
  });

  it("is a new one once the last was answered", () => {
    const { keyFor, forget } = rememberIntention();
    const first = keyFor({ fee: 0 });
    forget();
    expect(keyFor({ fee: 0 })).not.toBe(first);
  });
});
