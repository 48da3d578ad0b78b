import { describe, expect, it } from "vitest";
import { addDays, addMonths, daysBetween, lastOfMonth, weeksOfMonth } from "@/time/days";

describe("days", () => {
  it("are counted over the end of a month and a year", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-01");
    expect(lastOfMonth("2028-02-10")).toBe("2028-02-29");
  });

  it("include both ends, and are none where the end comes first", () => {
    expect(daysBetween("2027-03-30", "2027-04-01")).toEqual(["2027-03-30", "2027-03-31", "2027-04-01"]);
    expect(daysBetween("2027-03-02", "2027-03-01")).toEqual([]);
  });

  it("stand in weeks from Sunday to Saturday, with nothing where another month's would", () => {
    const weeks = weeksOfMonth("2027-03-17");
    expect(weeks[0]).toEqual([
      null,
      "2027-03-01",
      "2027-03-02",
      "2027-03-03",
      "2027-03-04",
      "2027-03-05",
      "2027-03-06",
    ]);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks.flat().filter(Boolean)).toHaveLength(31);
  });
});
