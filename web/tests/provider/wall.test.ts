import { beforeAll, describe, expect, it } from "vitest";
import { formatMinute, instantOf, readMinute, showMinute, wallOf } from "@/provider/wall";
import { plain, speakEnglish } from "../words";

const NEW_YORK = "America/New_York";

beforeAll(() => speakEnglish());

describe("the clock on the wall", () => {
  it("shows an instant as the zone's clocks do", () => {
    expect(wallOf(NEW_YORK, "2027-03-09T20:00:00Z")).toBe("2027-03-09T15:00:00");
    expect(wallOf("Asia/Kolkata", "2027-03-09T20:00:00Z")).toBe("2027-03-10T01:30:00");
  });

  it("is read back as the same instant, on both sides of a clock change", () => {
    for (const day of ["2027-03-13", "2027-03-14", "2027-03-15", "2027-11-06", "2027-11-07", "2027-11-08"])
      for (const minute of [0, 9 * 60, 17 * 60 + 30]) {
        const instant = instantOf(NEW_YORK, day, minute);
        expect(wallOf(NEW_YORK, instant)).toBe(`${day}T${showMinute(minute)}:00`);
      }
  });

  it("takes the first of a time that is shown twice", () => {
    expect(instantOf(NEW_YORK, "2027-11-07", 90).toISOString()).toBe("2027-11-07T05:30:00.000Z");
  });

  it("reads a skipped time as if the clocks had not moved", () => {
    expect(instantOf(NEW_YORK, "2027-03-14", 150).toISOString()).toBe("2027-03-14T07:30:00.000Z");
  });

  it("ends the day at 24:00", () => {
    expect(showMinute(1440)).toBe("24:00");
    expect(readMinute("24:00")).toBe(1440);
    expect(instantOf(NEW_YORK, "2027-03-14", 1440).toISOString()).toBe("2027-03-15T04:00:00.000Z");
  });

  it("calls nothing a time that is none", () => {
    expect(readMinute("")).toBeNaN();
    expect(plain(formatMinute(570))).toBe("9:30 AM");
  });
});
