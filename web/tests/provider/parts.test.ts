import { mount } from "@vue/test-utils";
import { nextTick, reactive } from "vue";
import { beforeAll, describe, expect, it } from "vitest";
import AgendaList from "@/components/provider/AgendaList.vue";
import HoursDay from "@/components/provider/HoursDay.vue";
import SegmentedChoice from "@/components/base/SegmentedChoice.vue";
import { newRange, type DraftRange } from "@/provider/hoursDraft";
import type { Faults } from "@/provider/hoursFaults";
import { speakEnglish } from "../words";
import { hours, seen, plain } from "./clinic";

beforeAll(() => speakEnglish("provider"));

function mountTuesday(ranges: DraftRange[], faults: Faults = new Map(), readonly = false) {
  return mount(HoursDay, {
    props: { modelValue: ranges, number: 1, faults, readonly, from: 7, until: 19 },
    attachTo: document.body,
  });
}

describe("a weekday", () => {
  it("shows what is wrong beside the range it belongs to", () => {
    const ranges = [newRange("09:00", "12:00"), newRange("11:30", "17:00")];
    const day = mountTuesday(ranges, new Map([["weekly.1.1", { kind: "overlap", minute: 720 }]]));
    const alert = day.get("[role=alert]");
    expect(plain(alert.text())).toContain("Start the second at 12:00 PM or later.");
    const faulty = day.findAll("[aria-invalid=true]");
    expect(faulty).toHaveLength(2);
    expect(faulty[0]?.attributes("aria-describedby")).toBe(alert.attributes("id"));
  });

  it("is closed and opened again by its switch", async () => {
    const day = mountTuesday([newRange("09:00", "12:00")]);
    await day.get("[role=switch]").trigger("change");
    expect(day.emitted("update:modelValue")?.at(-1)).toEqual([[]]);
  });

  it("puts the focus into a range that was just added", async () => {
    const day = mountTuesday(reactive([newRange("09:00", "12:00")]));
    await day.get("[aria-label='Add hours on Tuesday']").trigger("click");
    await nextTick();
    expect(document.activeElement).toBe(day.findAll("input[type=time]")[2]?.element);
  });

  it("offers nothing to who may only read it", () => {
    const day = mountTuesday([newRange("09:00", "12:00")], new Map(), true);
    expect(day.findAll("button")).toHaveLength(0);
    expect(day.findAll("input:not([disabled])")).toHaveLength(0);
  });
});

describe("an agenda", () => {
  const mountAgenda = (now: string) =>
    mount(AgendaList, {
      props: {
        days: { first: "2027-03-09", last: "2027-03-10" },
        visits: [
          seen(),
          seen({ id: "apt_0002", starts_at: "2027-03-09T21:00:00Z", ends_at: "2027-03-09T21:30:00Z" }),
        ],
        hours: [hours()],
        zone: "America/New_York",
        now: new Date(now),
        selected: null,
      },
    });

  it("has the line of now between what is over and what is to come", () => {
    const rows = mountAgenda("2027-03-09T20:45:00Z").findAll("li");
    expect(rows.map((row) => row.classes("now"))).toEqual([false, true, false]);
    expect(plain(rows[1]?.text() ?? "")).toBe("3:45 PM");
  });

  it("says of an empty day when it is open", () => {
    expect(plain(mountAgenda("2027-03-09T20:45:00Z").text())).toContain(
      "No visits, open 9:00 AM–12:00 PM, 1:00–5:00 PM",
    );
  });

  it("opens the visit that is chosen", async () => {
    const agenda = mountAgenda("2027-03-09T12:00:00Z");
    await agenda.get("[data-visit=apt_0002]").trigger("click");
    expect(agenda.emitted("pick")).toEqual([["apt_0002"]]);
  });
});

describe("a choice of a few", () => {
  it("marks the one that holds and gives the one that is pressed", async () => {
    const options = [
      { value: "day", text: "Day" },
      { value: "week", text: "Week" },
    ];
    const choice = mount(SegmentedChoice, { props: { label: "View", options, modelValue: "day" } });
    expect(choice.get("[aria-pressed=true]").text()).toBe("Day");
    await choice.findAll("button")[1]?.trigger("click");
    expect(choice.emitted("update:modelValue")).toEqual([["week"]]);
  });
});
