import { mount } from "@vue/test-utils";
import { nextTick } from "vue";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import ChoiceCard from "@/components/base/ChoiceCard.vue";
import ProblemNote from "@/components/base/ProblemNote.vue";
import ReceiptSlip from "@/components/base/ReceiptSlip.vue";
import SegmentTabs from "@/components/base/SegmentTabs.vue";
import TextField from "@/components/base/TextField.vue";
import MonthStrip from "@/components/times/MonthStrip.vue";
import PolicyTerms from "@/components/booking/PolicyTerms.vue";
import { harbor, receipt } from "../demo";
import { speakEnglish } from "../words";

beforeAll(() => speakEnglish("booking", "card"));

describe("a text field", () => {
  it("ties its label, hint and error to its input", () => {
    const field = mount(TextField, {
      props: { modelValue: "", label: "Phone", hint: "Ten digits", error: "Too short" },
    });
    const input = field.get("input");
    expect(field.get("label").attributes("for")).toBe(input.attributes("id"));
    expect(input.attributes("aria-invalid")).toBe("true");
    const described = (input.attributes("aria-describedby") ?? "").split(" ");
    expect(described.map((id) => field.get(`[id="${id}"]`).text())).toEqual(["Too short", "Ten digits"]);
  });
});

describe("a choice", () => {
  it("is a radio button with a name", async () => {
    const card = mount(ChoiceCard, {
      props: { modelValue: null, name: "visit", value: "typ_mole", title: "Mole evaluation" },
    });
    await card.get("input").setValue(true);
    expect(card.emitted("update:modelValue")).toEqual([["typ_mole"]]);
    expect(card.get("input").attributes("type")).toBe("radio");
  });
});

describe("tabs", () => {
  it("are moved through by the arrow keys, around the end", async () => {
    const tabs = [
      { value: "new", label: "New account" },
      { value: "in", label: "Sign in" },
    ];
    const list = mount(SegmentTabs, { props: { id: "account", label: "Account", tabs, modelValue: "in" } });
    await list.get("[aria-selected=true]").trigger("keydown", { key: "ArrowRight" });
    expect(list.emitted("update:modelValue")).toEqual([["new"]]);
    expect(list.findAll("[tabindex='0']")).toHaveLength(1);
  });
});

describe("a day of the strip", () => {
  const days = [
    {
      date: "2027-03-09",
      state: "free" as const,
      slots: [{ provider_id: "p", starts_at: "x", ends_at: "y" }],
    },
    { date: "2027-03-11", state: "full" as const, slots: [] },
    { date: "2027-03-13", state: "closed" as const, slots: [] },
  ];
  const strip = () =>
    mount(MonthStrip, { props: { modelValue: "2027-03-09", days, label: "Days", pending: false } });

  it("says its date and how many times it has to those who can't see it", () => {
    expect(strip().findAll("button")[0]?.text()).toMatch(/Tuesday, March 9.*1 free/s);
  });

  it("can be picked though it is full, but not though it is closed", async () => {
    const [, full, closed] = strip().findAll("button");
    expect(full?.attributes("disabled")).toBeUndefined();
    expect(closed?.attributes("disabled")).toBeDefined();
    const wrapper = strip();
    await wrapper.findAll("button")[1]?.trigger("click");
    expect(wrapper.emitted("update:modelValue")).toEqual([["2027-03-11"]]);
  });
});

describe("the policy's box", () => {
  it("starts unticked and says what is missing", async () => {
    const dues = { kind: "nothing", today: 0, left: 16000, price: 16000 } as const;
    const props = { clinic: harbor, receipt: receipt(), dues, fault: false, modelValue: false };
    const terms = mount(PolicyTerms, { props });
    expect(terms.get<HTMLInputElement>("input").element.checked).toBe(false);
    await terms.setProps({ fault: true });
    expect(terms.get("[role=alert]").text()).toBe("Read the policy and tick the box to book.");
  });
});

describe("a receipt", () => {
  it("strikes out what is not asked for", () => {
    const slip = mount(ReceiptSlip, {
      props: { title: "It costs nothing", lines: [{ label: "Fee", value: "$50.00", struck: true }] },
    });
    expect(slip.get("del").text()).toBe("$50.00");
  });
});

describe("a problem", () => {
  const note = (problem: ApiProblem, retry?: () => void) => mount(ProblemNote, { props: { problem, retry } });

  it("tells a dead service from a dead connection", () => {
    expect(note(new ApiProblem(0, "offline", {})).text()).toContain("You are offline.");
    expect(note(new ApiProblem(503, "unavailable", {})).text()).toContain(
      "We cannot reach the records right now.",
    );
  });

  it("gives the number that the clinic can be told", () => {
    expect(note(new ApiProblem(500, "unexpected", { request_id: "7F3K" })).text()).toContain("7F3K");
  });

  it("tries again by itself while the service is away", async () => {
    vi.useFakeTimers();
    const retry = vi.fn();
    note(new ApiProblem(503, "unavailable", {}), retry);
    vi.advanceTimersByTime(12_000);
    await nextTick();
    expect(retry).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
