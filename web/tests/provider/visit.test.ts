import { beforeAll, describe, expect, it } from "vitest";
import { shownDays, step, titleOf } from "@/provider/days";
import { entryOf } from "@/provider/entries";
import { feeSentences } from "@/provider/feeWords";
import { aheadOf, exceptionWords } from "@/provider/otherDays";
import { relationWords } from "@/provider/relation";
import { countVisits, spansWords } from "@/provider/useOpening";
import { ageOf, spanWords, statusWords } from "@/provider/visit";
import { zoneSentences } from "@/provider/zoneWords";
import { harbor, receipt } from "../demo";
import { speakEnglish } from "../words";
import { exception, seen, plain } from "./clinic";

const NEW_YORK = "America/New_York";
const BEFORE = new Date("2027-03-05T15:00:00Z");

beforeAll(() => speakEnglish("provider"));

describe("a visit", () => {
  it("names its day, its span and the zone", () => {
    expect(plain(spanWords(NEW_YORK, "2027-03-09T20:00:00Z", "2027-03-09T20:30:00Z"))).toBe(
      "Tue, Mar 9, 3:00–3:30 PM EST",
    );
    expect(plain(spanWords(NEW_YORK, "2027-03-09T16:30:00Z", "2027-03-09T17:15:00Z"))).toBe(
      "Tue, Mar 9, 11:30 AM–12:15 PM EST",
    );
  });

  it("names both zones where the clocks change in it", () => {
    expect(plain(spanWords(NEW_YORK, "2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z"))).toBe(
      "Sun, Mar 14, 1:30 AM EST – 3:30 AM EDT",
    );
  });

  it("that is held says until when, in place of what it is for", () => {
    const held = seen({ status: "pending", expires_at: "2027-03-05T15:20:00Z" });
    expect(plain(statusWords(held, NEW_YORK))).toBe("Held until 10:20 AM EST");
    const entry = entryOf(held, { clinic: harbor, zone: NEW_YORK, now: BEFORE }, null);
    expect(plain(entry.line)).toBe("Held until 10:20 AM EST");
  });

  it("stands in the calendar at the wall's time, with its provider where several are shown", () => {
    const entry = entryOf(seen(), { clinic: harbor, zone: NEW_YORK, now: BEFORE }, "Dr. Johnson");
    expect(entry).toMatchObject({ start: "2027-03-09T15:00:00", patient: "Maya Ortiz", isOver: false });
    expect(plain(entry.line)).toBe("3:00 PM, Mole evaluation, Dr. Johnson");
  });

  it("is near or far, or now", () => {
    const words = (now: string) =>
      relationWords("2027-03-09T20:00:00Z", "2027-03-09T20:30:00Z", new Date(now));
    expect(words("2027-03-09T19:14:00Z")).toBe("In 46 minutes");
    expect(words("2027-03-09T20:00:00Z")).toBe("Now");
    expect(words("2027-03-12T20:30:00Z")).toBe("3 days ago");
  });

  it("is of someone a year older from the birthday on", () => {
    expect(ageOf("1992-06-14", new Date("2027-06-13T12:00:00Z"))).toBe(34);
    expect(ageOf("1992-06-14", new Date("2027-06-14T12:00:00Z"))).toBe(35);
  });
});

describe("a visit's fee", () => {
  const words = (...given: Parameters<typeof feeSentences>) => plain(feeSentences(...given).join(" "));

  it("is free until its hour, and then what the accepted version says", () => {
    expect(words(seen(), NEW_YORK, BEFORE)).toBe(
      "Maya accepted policy version 7 on Tue, Mar 2. It is free to cancel until Mon, Mar 8, 3:00 PM EST. " +
        "After that it costs $50.00, and missing the visit $100.00.",
    );
  });

  it("is due once that hour is past", () => {
    const late = seen({ receipt: receipt({ fee_now_minor: 5000 }) });
    expect(words(late, NEW_YORK, new Date("2027-03-09T15:00:00Z"))).toContain(
      "It was free to cancel until Mon, Mar 8, 3:00 PM EST. Cancelling now costs $50.00",
    );
  });

  it("is never taken where the payer bars it", () => {
    const barred = seen({ receipt: receipt({ barred: true }) });
    expect(words(barred, NEW_YORK, BEFORE)).toContain("payer allows no fee");
  });

  it("promises nothing about a visit that has begun", () => {
    expect(words(seen(), NEW_YORK, new Date("2027-03-09T20:10:00Z"))).toBe(
      "Maya accepted policy version 7 on Tue, Mar 2.",
    );
  });
});

describe("the days of a view", () => {
  it("begin on Monday in a week, on the day itself in an agenda", () => {
    expect(shownDays("week", "2027-03-14")).toEqual({ first: "2027-03-08", last: "2027-03-14" });
    expect(shownDays("agenda", "2027-03-10")).toEqual({ first: "2027-03-10", last: "2027-03-16" });
    expect(step("day", "2027-03-31", 1)).toBe("2027-04-01");
  });

  it("are called as people call them", () => {
    expect(plain(titleOf({ first: "2027-03-08", last: "2027-03-12" }))).toBe("March 8–12, 2027");
    expect(plain(titleOf({ first: "2027-03-09", last: "2027-03-09" }))).toBe("Tuesday, March 9, 2027");
  });

  it("say when the clocks change in them", () => {
    expect(plain(zoneSentences(NEW_YORK, { first: "2027-03-08", last: "2027-03-12" }))).toBe(
      "Eastern Time, EST. Clocks go forward on Sun, Mar 14; from then on times are EDT.",
    );
    expect(plain(zoneSentences(NEW_YORK, { first: "2027-04-05", last: "2027-04-09" }))).toBe(
      "Eastern Time, EDT.",
    );
  });
});

describe("time that is opened or closed", () => {
  const noon = { firstDay: "2027-03-09", lastDay: "2027-03-09", range: { start: 15 * 60, end: 16 * 60 } };

  it("is named from its first moment to its last", () => {
    expect(plain(spansWords(NEW_YORK, [noon]))).toBe("Tue, Mar 9, 3:00–4:00 PM EST");
  });

  it("counts the provider's visits that it meets, not those it touches", () => {
    const [provider] = harbor.providers;
    if (!provider) throw new Error("the clinic has a provider");
    expect(countVisits([seen(), seen({ provider_id: "prv_chen" })], provider, [noon])).toBe(1);
    const after = { ...noon, range: { start: 15 * 60 + 30, end: 17 * 60 } };
    expect(countVisits([seen()], provider, [after])).toBe(0);
  });

  it("is listed with its days and, where it isn't the whole day, its hours", () => {
    const week = exception({ last_day: "2027-03-12", hours: { start: "00:00", end: "24:00" } });
    expect(plain(exceptionWords(week))).toBe("Tue, Mar 9 to Fri, Mar 12");
    expect(plain(exceptionWords(exception()))).toBe("Tue, Mar 9, 10:00 AM–2:00 PM");
  });

  it("is not listed once its last day is past", () => {
    const [past, running] = [
      exception({ id: "exc_past", last_day: "2027-03-09" }),
      exception({ id: "exc_running", last_day: "2027-03-10" }),
    ];
    expect(aheadOf([past, running], "2027-03-10").map((one) => one.id)).toEqual(["exc_running"]);
  });
});
