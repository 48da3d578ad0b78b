import { describe, expect, it } from "vitest";
import { judgeIdle } from "@/session/idle";

const MINUTE = 60_000;
const START = Date.parse("2027-03-05T15:00:00Z");

describe("an idle session", () => {
  it("is left alone for 14 minutes, then warned with what is left", () => {
    expect(judgeIdle(START + 14 * MINUTE - 1, START, START)).toEqual({ kind: "active" });
    expect(judgeIdle(START + 14 * MINUTE, START, START)).toEqual({ kind: "warned", leftMs: MINUTE });
  });

  it("is over after 15 minutes, however long the device slept", () => {
    expect(judgeIdle(START + 15 * MINUTE, START, START)).toEqual({ kind: "over", reason: "idle" });
    expect(judgeIdle(START + 500 * MINUTE, START, START)).toEqual({ kind: "over", reason: "idle" });
  });

  it("is over after 12 hours, however busy", () => {
    const now = START + 12 * 60 * MINUTE;
    expect(judgeIdle(now, now, START)).toEqual({ kind: "over", reason: "absolute" });
  });
});
