import { describe, expect, it } from "vitest";
import { coverOf, openRanges } from "@/provider/opening";
import { coverOfSpans, splitAtMidnight } from "@/provider/span";
import { exception, hours } from "./clinic";

const TUESDAY = "2027-03-09";
const at = (start: number, end: number) => ({ start: start * 60, end: end * 60 });

describe("an open day", () => {
  it("has its weekday's hours", () => {
    expect(openRanges(hours(), TUESDAY)).toEqual([at(9, 12), at(13, 17)]);
    expect(openRanges(hours(), "2027-03-14")).toEqual([]);
  });

  it("loses what is closed, across ranges", () => {
    expect(openRanges(hours({ exceptions: [exception()] }), TUESDAY)).toEqual([at(9, 10), at(14, 17)]);
  });

  it("keeps its neighbours as they were", () => {
    expect(openRanges(hours({ exceptions: [exception()] }), "2027-03-10")).toEqual([at(9, 12), at(13, 17)]);
  });

  it("joins what is opened with what it touches", () => {
    const noon = exception({ kind: "open", hours: { start: "12:00", end: "13:00" } });
    expect(openRanges(hours({ exceptions: [noon] }), TUESDAY)).toEqual([at(9, 17)]);
  });

  it("follows the later of two exceptions", () => {
    const off = exception({ hours: { start: "00:00", end: "24:00" } });
    const morning = exception({ id: "exc_0002", kind: "open", hours: { start: "09:00", end: "10:00" } });
    expect(openRanges(hours({ exceptions: [off, morning] }), TUESDAY)).toEqual([at(9, 10)]);
    expect(openRanges(hours({ exceptions: [morning, off] }), TUESDAY)).toEqual([]);
  });
});

describe("a stretch", () => {
  it("is open, closed, or both", () => {
    const ranges = [at(9, 12), at(12, 13)];
    expect(coverOf(ranges, at(10, 13))).toBe("open");
    expect(coverOf(ranges, at(13, 14))).toBe("closed");
    expect(coverOf(ranges, at(12, 14))).toBe("both");
  });

  it("is cut at each midnight, the whole days between kept as one", () => {
    expect(splitAtMidnight("2027-03-08T17:00:00", "2027-03-11T10:00:00")).toEqual([
      { firstDay: "2027-03-08", lastDay: "2027-03-08", range: at(17, 24) },
      { firstDay: "2027-03-09", lastDay: "2027-03-10", range: at(0, 24) },
      { firstDay: "2027-03-11", lastDay: "2027-03-11", range: at(0, 10) },
    ]);
  });

  it("that ends at midnight stays on its day", () => {
    const [only, ...more] = splitAtMidnight("2027-03-08T17:00:00", "2027-03-09T00:00:00");
    expect(only).toEqual({ firstDay: "2027-03-08", lastDay: "2027-03-08", range: at(17, 24) });
    expect(more).toEqual([]);
  });

  it("over several days is open only where each of them is", () => {
    const thursday = { firstDay: "2027-03-11", lastDay: "2027-03-12", range: at(14, 15) };
    expect(coverOfSpans(hours(), [thursday])).toBe("both");
    expect(coverOfSpans(hours(), [{ ...thursday, lastDay: "2027-03-11" }])).toBe("open");
  });
});
