import { flushPromises, mount } from "@vue/test-utils";
import { effectScope } from "vue";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Slot, SlotDay } from "@/api/calls";
import { useMonth, type Month } from "@/booking/useMonth";
import OpenTimes from "@/components/times/OpenTimes.vue";
import { harbor } from "../demo";
import { plain, speakEnglish } from "../words";

beforeAll(() => speakEnglish("booking"));
beforeEach(() => vi.useFakeTimers({ now: new Date("2027-03-01T15:00:00Z"), toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const slot = (starts_at: string): Slot => ({
  provider_id: "prv_johnson",
  starts_at,
  ends_at: starts_at.replace(":00Z", ":30Z"),
});
const free = (date: string): SlotDay => ({ date, state: "free", slots: [slot(`${date}T15:00:00Z`)] });
const full = (date: string): SlotDay => ({ date, state: "full", slots: [] });

/** What the function answers about Johnson's March; the ninth is looked at. */
function show(answer: object, status = 200) {
  vi.stubGlobal("fetch", (request: Request | string) =>
    Promise.resolve(
      typeof request === "string"
        ? new Response(JSON.stringify({ apiBase: "/api" }))
        : new Response(JSON.stringify(answer), { status }),
    ),
  );
  return open();
}
async function open() {
  const month = effectScope().run(() =>
    useMonth({
      clinic: () => harbor,
      typeId: () => "typ_mole",
      providerId: () => "prv_johnson",
      startAt: () => "2027-03-09T15:00:00Z",
    }),
  ) as Month;
  const provider = harbor.providers[0] ?? null;
  const times = mount(OpenTimes, {
    props: { modelValue: null, clinic: harbor, month, provider, level: "h2" },
    slots: { default: ({ day }: { day: SlotDay }) => `On ${day.date}` },
  });
  await vi.waitFor(() => {
    expect(month.pending.value).toBe(false);
  });
  await flushPromises();
  return { month, times };
}

describe("the open times of a day", () => {
  it("are offered below what the page says of the day", async () => {
    const { times } = await show({ days: [full("2027-03-01"), free("2027-03-09")], next_free: null });
    expect(times.text()).toContain("On 2027-03-09");
    await times.get("button.slot").trigger("click");
    expect(times.emitted("update:modelValue")).toEqual([[slot("2027-03-09T15:00:00Z")]]);
  });

  it("lead on to the next day that has some, where all are taken", async () => {
    const { month, times } = await show({
      days: [full("2027-03-01"), full("2027-03-09"), free("2027-03-11")],
      next_free: null,
    });
    expect(times.text()).toContain("Every time on this day is taken.");
    await times.get("button").trigger("click");
    expect(month.picked.value).toBe("2027-03-11");
  });

  it("lead on to the first month that has some, where this one has none", async () => {
    const { month, times } = await show({
      days: [full("2027-03-01"), full("2027-03-09")],
      next_free: slot("2027-05-04T15:00:00Z"),
    });
    expect(times.get("h2").text()).toBe("Nothing is free in March 2027 with Dr. Johnson");
    expect(plain(times.text())).toContain("The first free time is Tue, May 4, 11:00 AM EDT.");
    await times.get("button").trigger("click");
    expect([month.picked.value, month.month.value]).toEqual(["2027-05-04", "2027-05-01"]);
  });

  it("say that they could not be fetched, and offer none", async () => {
    const { times } = await show({ code: "unexpected", status: 500 }, 500);
    await vi.waitFor(() => {
      expect(times.get("[role=alert]").text()).toContain("That did not work.");
    });
    expect(times.find(".slot").exists()).toBe(false);
  });
});
