import { beforeAll, describe, expect, it } from "vitest";
import type { Slot } from "@/api/calls";
import { deadlineOf, HOLD_SECONDS } from "@/booking/countdown";
import { describeOffset, findNearest } from "@/booking/nearest";
import { groupByPart } from "@/booking/partsOfDay";
import { showLeft } from "@/time/clock";
import { speakEnglish } from "../words";

const NEW_YORK = "America/New_York";
const WANTED = "2027-03-09T20:00:00Z";
const slot = (starts_at: string): Slot => ({ provider_id: "prv_johnson", starts_at, ends_at: starts_at });

describe("the nearest times", () => {
  it("are the three closest, before or after", () => {
    const all = [
      "2027-03-09T14:00:00Z",
      "2027-03-09T20:45:00Z",
      "2027-03-10T20:00:00Z",
      "2027-03-09T18:30:00Z",
    ];
    const found = findNearest(all.map(slot), WANTED, 3).map((one) => one.starts_at);
    expect(found).toEqual(["2027-03-09T20:45:00Z", "2027-03-09T18:30:00Z", "2027-03-09T14:00:00Z"]);
  });
});

describe("how another time lies to the one that went", () => {
  beforeAll(() => speakEnglish("booking", "card"));

  it.each([
    ["2027-03-09T20:45:00Z", "45 minutes later"],
    ["2027-03-09T18:30:00Z", "1.5 hours earlier"],
    ["2027-03-09T21:00:00Z", "1 hour later"],
    ["2027-03-10T20:00:00Z", "same time, the next day"],
    ["2027-03-08T15:00:00Z", "the day before"],
    ["2027-03-12T15:00:00Z", "3 days later"],
  ])("%s is %s", (to, words) => {
    expect(describeOffset(NEW_YORK, WANTED, to)).toBe(words);
  });

  it("knows the same time by the wall clock, over a change of clocks too", () => {
    expect(describeOffset(NEW_YORK, "2027-03-13T20:00:00Z", "2027-03-14T19:00:00Z")).toBe(
      "same time, the next day",
    );
  });
});

describe("the parts of a day", () => {
  it("follow the clinic's clock and leave out what has no time", () => {
    const day = ["2027-03-09T14:00:00Z", "2027-03-09T16:59:00Z", "2027-03-09T22:00:00Z"].map(slot);
    const parts = groupByPart(NEW_YORK, day).map((one) => [one.part, one.slots.length]);
    expect(parts).toEqual([
      ["morning", 2],
      ["evening", 1],
    ]);
  });
});

describe("the countdown of a hold", () => {
  const now = Date.parse("2027-03-05T15:00:00Z");

  it("ends when the server says", () => {
    expect(deadlineOf("2027-03-05T15:08:42Z", now)).toBe(Date.parse("2027-03-05T15:08:42Z"));
  });

  it("counts ten minutes from the answer on a device whose clock is wrong", () => {
    expect(deadlineOf("2027-03-06T15:00:00Z", now)).toBe(now + HOLD_SECONDS * 1000);
    expect(deadlineOf("2027-03-04T15:00:00Z", now)).toBe(now + HOLD_SECONDS * 1000);
  });

  it("is shown in minutes and seconds, never below nothing", () => {
    expect(showLeft(521.2)).toBe("8:42");
    expect(showLeft(-3)).toBe("0:00");
  });
});
