import { beforeAll, describe, expect, it } from "vitest";
import { faultWords } from "@/provider/faultWords";
import {
  changeOf,
  countChanges,
  draftOf,
  minutesAWeek,
  newRange,
  nextRange,
  type HoursDraft,
} from "@/provider/hoursDraft";
import { findFaults } from "@/provider/hoursFaults";
import { plain, speakEnglish } from "../words";
import { hours } from "./clinic";

beforeAll(() => speakEnglish("provider"));

const drafted = (edit: (draft: HoursDraft) => void): HoursDraft => {
  const draft = draftOf(hours());
  edit(draft);
  return draft;
};
const wordsAt = (draft: HoursDraft, field: string): string | null => {
  const fault = findFaults(draft).get(field);
  return fault ? plain(faultWords(fault)) : null;
};

describe("a draft of weekly hours", () => {
  it("is sent as it was read where nobody touched it", () => {
    const { provider_id, version, weekly, step_minutes, minimum_notice_minutes } = hours();
    expect(changeOf(draftOf(hours()))).toMatchObject({
      provider_id,
      version,
      weekly,
      step_minutes,
      minimum_notice_minutes,
    });
    expect(countChanges(draftOf(hours()), hours())).toBe(0);
  });

  it("keeps midnight through a time field that cannot say 24:00", () => {
    const late = hours({ weekly: [[{ start: "18:00", end: "24:00" }], [], [], [], [], [], []] });
    expect(draftOf(late).weekly[0]?.[0]?.end).toBe("00:00");
    expect(changeOf(draftOf(late)).weekly[0]).toEqual([{ start: "18:00", end: "24:00" }]);
    expect(findFaults(draftOf(late)).size).toBe(0);
  });

  it("counts days and settings that differ", () => {
    const draft = drafted(({ weekly, settings }) => {
      weekly[0] = [];
      weekly[5] = [newRange("09:00", "13:00")];
      settings.notice = "2";
    });
    expect(countChanges(draft, hours())).toBe(3);
  });

  it("adds up the week", () => {
    expect(minutesAWeek(draftOf(hours())) / 60).toBe(32);
  });

  it("offers the next range after a break, never past midnight", () => {
    expect(nextRange([newRange("09:00", "12:00")])).toMatchObject({ start: "13:00", end: "16:00" });
    expect(nextRange([newRange("18:00", "23:30")])).toMatchObject({ start: "", end: "" });
  });
});

describe("a fault in hours", () => {
  it("stands at the name that the server gives the field", () => {
    const draft = drafted(({ weekly }) => weekly[1]?.splice(1, 1, newRange("11:30", "17:00")));
    expect([...findFaults(draft).keys()]).toEqual(["weekly.1.1"]);
    expect(wordsAt(draft, "weekly.1.1")).toBe("These hours overlap. Start the second at 12:00 PM or later.");
  });

  it("tells to end the first where nothing can start later", () => {
    const draft = drafted(({ weekly }) => {
      weekly[0] = [newRange("09:00", "00:00"), newRange("20:00", "21:00")];
    });
    expect(wordsAt(draft, "weekly.0.1")).toBe("These hours overlap. End the first at 8:00 PM or earlier.");
  });

  it("is an end before its start, hours out of order, or a time not typed", () => {
    const draft = drafted(({ weekly }) => {
      weekly[0] = [newRange("12:00", "09:00")];
      weekly[1] = [newRange("13:00", "17:00"), newRange("09:00", "12:00")];
      weekly[2] = [newRange("", "12:00")];
    });
    expect(wordsAt(draft, "weekly.0.0")).toBe("End after 12:00 PM, by midnight.");
    expect(wordsAt(draft, "weekly.1.1")).toBe("Put the earlier hours first.");
    expect(wordsAt(draft, "weekly.2.0")).toBe("Choose both times.");
  });

  it("is a setting off its grid or its limits", () => {
    const draft = drafted(({ settings }) => {
      Object.assign(settings, { step: "7", before: "-1", after: "241", notice: "2.5", horizon: "many" });
    });
    expect(wordsAt(draft, "step_minutes")).toBe("Use a multiple of 5 minutes.");
    expect(wordsAt(draft, "buffer_before_minutes")).toBe("Use a number from 0 to 240.");
    expect(wordsAt(draft, "buffer_after_minutes")).toBe("Use a number from 0 to 240.");
    expect(wordsAt(draft, "minimum_notice_minutes")).toBeNull();
    expect(wordsAt(draft, "horizon_days")).toBe("Use a number from 1 to 730.");
  });

  it("is a latest booking before the earliest", () => {
    const draft = drafted(({ settings }) => Object.assign(settings, { notice: "48", horizon: "2" }));
    expect(wordsAt(draft, "minimum_notice_minutes")).toContain("nearer to the visit");
  });
});
