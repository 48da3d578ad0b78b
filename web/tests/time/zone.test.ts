import { beforeAll, describe, expect, it } from "vitest";
import { setLanguage } from "@/i18n";
import { dayOf, findClockChange, formatInstant, formatTime, hourOf, offsetOf, zoneName } from "@/time/zone";
import { plain } from "../words";

const NEW_YORK = "America/New_York";

describe("an instant", () => {
  beforeAll(() => setLanguage("en"));

  it("is named with its zone, before and after the clocks change", () => {
    expect(plain(formatInstant(NEW_YORK, "2027-03-09T20:00:00Z"))).toBe("Tue, Mar 9, 3:00 PM EST");
    expect(plain(formatInstant(NEW_YORK, "2027-03-16T19:00:00Z"))).toBe("Tue, Mar 16, 3:00 PM EDT");
  });

  it("is shown in the clinic's zone, wherever the reader is", () => {
    expect(plain(formatTime("Asia/Kolkata", "2027-03-09T20:00:00Z"))).toBe("1:30 AM GMT+5:30");
    expect(dayOf("Asia/Kolkata", "2027-03-09T20:00:00Z")).toBe("2027-03-10");
    expect(dayOf(NEW_YORK, "2027-03-10T04:59:59Z")).toBe("2027-03-09");
  });

  it("never breaks inside a line", () => {
    expect(formatTime(NEW_YORK, "2027-03-09T20:00:00Z")).not.toContain(" ");
  });

  it("reads as Spanish does in the United States", async () => {
    await setLanguage("es");
    expect(plain(formatInstant(NEW_YORK, "2027-03-09T20:00:00Z"))).toMatch(
      /^mar, 9 (de )?mar, 3:00 p\. ?m\. EST$/,
    );
    await setLanguage("en");
  });

  it("has its hour by the clinic's wall clock, midnight being 0", () => {
    expect(hourOf(NEW_YORK, "2027-03-09T05:00:00Z")).toBe(0);
    expect(hourOf(NEW_YORK, "2027-03-09T22:30:00Z")).toBe(17);
  });
});

describe("a zone", () => {
  beforeAll(() => setLanguage("en"));

  it("is called by its name for the whole year", () => {
    expect(plain(zoneName(NEW_YORK))).toBe("Eastern Time");
  });

  it("knows its offset, half hours included", () => {
    expect(offsetOf("Asia/Kolkata", new Date("2027-03-09T00:00:00Z"))).toBe(330);
    expect(offsetOf(NEW_YORK, new Date("2027-03-09T00:00:00Z"))).toBe(-300);
    expect(offsetOf("UTC", new Date("2027-03-09T00:00:00Z"))).toBe(0);
  });
});

describe("a change of clocks", () => {
  it("is found on its local day, in both directions", () => {
    expect(findClockChange(NEW_YORK, "2027-03-01", "2027-03-31")).toEqual({
      day: "2027-03-14",
      forward: true,
      abbreviationAfter: "EDT",
    });
    expect(findClockChange(NEW_YORK, "2027-11-01", "2027-11-30")).toMatchObject({
      day: "2027-11-07",
      forward: false,
    });
    expect(findClockChange("Europe/London", "2027-03-01", "2027-03-31")).toMatchObject({ day: "2027-03-28" });
  });

  it("is found where it is only half an hour, on the other side of the date line", () => {
    const change = findClockChange("Australia/Lord_Howe", "2027-04-01", "2027-04-30");
    expect(change).toMatchObject({ day: "2027-04-04", forward: false });
  });

  it("is not made up where there is none", () => {
    expect(findClockChange("Asia/Kolkata", "2027-01-01", "2027-12-31")).toBeNull();
    expect(findClockChange(NEW_YORK, "2027-05-01", "2027-05-31")).toBeNull();
  });
});
