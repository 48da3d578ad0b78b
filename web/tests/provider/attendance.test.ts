import { beforeAll, describe, expect, it } from "vitest";
import {
  byWords,
  canSay,
  costWords,
  isFixed,
  isNear,
  saidWords,
  timesOf,
  waitWords,
} from "@/provider/attendance";
import { receipt } from "../demo";
import { speakEnglish } from "../words";
import { plain, seen } from "./clinic";

const NEW_YORK = "America/New_York";
const RULE = { grace_minutes: 15, charge_after_hours: 4, unattended: "leave" } as const;
const AT_ONCE = { ...RULE, charge_after_hours: 0 };
const at = (time: string) => new Date(`2027-03-09T${time}:00Z`);
const missed = seen({
  status: "noshow",
  attended_at: "2027-03-09T20:24:00Z",
  attended_by: "Priya",
  fee_minor: 10000,
});
const answered = (over = {}) => ({
  appointment_id: "apt_0001",
  status: "noshow" as const,
  fee_minor: 10000,
  charge_at: "2027-03-10T00:24:00Z",
  ...over,
});

beforeAll(() => speakEnglish("provider", "visit"));

describe("what can be said of a visit", () => {
  const can = (answer: "arrived" | "fulfilled" | "noshow", now: Date, visit = seen()) =>
    canSay(visit, answer, timesOf(visit, RULE), now);

  it("is nothing at all earlier than a day before", () => {
    const times = timesOf(seen(), RULE);
    expect(isNear(seen(), times, new Date("2027-03-08T19:59:59Z"))).toBe(false);
    expect(isNear(seen(), times, new Date("2027-03-08T20:00:00Z"))).toBe(true);
    expect(isNear(seen({ status: "pending" }), times, at("20:00"))).toBe(false);
  });

  it("is that somebody has arrived before it begins, and that it is done from its start on", () => {
    expect(can("arrived", at("19:14"))).toBe(true);
    expect(can("fulfilled", at("19:59"))).toBe(false);
    expect(can("fulfilled", at("20:00"))).toBe(true);
  });

  it("is that it was missed once the policy's minutes are over, and not of one that is done", () => {
    expect(can("noshow", at("20:14"))).toBe(false);
    expect(can("noshow", at("20:15"))).toBe(true);
    expect(
      can("noshow", at("20:15"), seen({ status: "fulfilled", attended_at: "2027-03-09T20:10:00Z" })),
    ).toBe(false);
  });

  it("changes for a day after it was said", () => {
    const times = timesOf(missed, RULE);
    expect(isFixed(times, new Date("2027-03-10T20:24:00Z"))).toBe(false);
    expect(isFixed(times, new Date("2027-03-10T20:24:01Z"))).toBe(true);
    expect(can("arrived", new Date("2027-03-10T20:24:01Z"), missed)).toBe(false);
  });
});

describe("attendance in words", () => {
  const wait = (
    now: Date,
    rule: typeof RULE | { grace_minutes: 0; charge_after_hours: 0; unattended: "leave" } = RULE,
  ) => plain(waitWords(seen(), timesOf(seen(), rule), NEW_YORK, now));

  it("says from when on the rest can be said", () => {
    expect(wait(at("19:14"))).toBe("Done can be set from 3:00 PM EST. No-show can be set from 3:15 PM EST.");
    expect(wait(at("20:05"))).toBe("No-show can be set from 3:15 PM EST.");
    expect(wait(at("20:15"))).toBe("");
  });

  it("says so once where both begin together, with the day where it is another", () => {
    const none = { grace_minutes: 0, charge_after_hours: 0, unattended: "leave" } as const;
    expect(wait(new Date("2027-03-08T21:00:00Z"), none)).toBe(
      "Done and no-show can be set from Tue, Mar 9, 3:00 PM EST.",
    );
  });

  it("tells what missing costs before anybody says it, and nothing where there is no fee", () => {
    expect(costWords(seen(), RULE)).toContain("Missing it costs $100.00, charged 4 hours later");
    expect(costWords(seen(), AT_ONCE)).toContain("charged within minutes");
    expect(costWords(seen({ receipt: receipt({ barred: true }) }), RULE)).toBe("");
    expect(costWords(seen({ policy_accepted_at: null }), RULE)).toBe("");
  });

  it("names who said it, or the end of the day", () => {
    expect(plain(byWords(missed, NEW_YORK))).toBe("Set by Priya, Tue, Mar 9, 3:24 PM EST.");
    expect(byWords({ ...missed, attended_by: "schedule" }, NEW_YORK)).toContain("because nobody had");
    expect(byWords(seen({ attended_at: "2027-03-09T20:24:00Z" }), NEW_YORK)).toBe("");
  });

  it("says what follows a no-show: when it is charged, or why it isn't", () => {
    const words = (over = {}) => plain(saidWords(seen(), "noshow", answered(over), NEW_YORK, at("20:24")));
    expect(words()).toBe(
      "No-show noted. $100.00 is charged on Tue, Mar 9, 7:24 PM EST, unless you waive it first.",
    );
    expect(words({ charge_at: "2027-03-09T20:24:00Z" })).toContain("within minutes");
    expect(words({ charge_at: null })).toContain("kept of what was paid in advance");
    expect(words({ fee_minor: 0, charge_at: null })).toContain("Nothing is due");
  });

  it("takes the fee back with the no-show", () => {
    const back = answered({ status: "booked", fee_minor: 0, charge_at: null });
    expect(saidWords(missed, "booked", back, NEW_YORK, at("20:30"))).toContain("the fee with it");
    expect(saidWords(seen({ status: "arrived" }), "booked", back, NEW_YORK, at("20:30"))).toBe("Taken back.");
  });
});
