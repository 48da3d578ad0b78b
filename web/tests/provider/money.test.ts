import { effectScope, nextTick, ref, shallowRef } from "vue";
import { enableAutoUnmount, mount } from "@vue/test-utils";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Slot } from "@/api/calls";
import { queries } from "@/api/queries";
import WaiveForm from "@/components/provider/WaiveForm.vue";
import type { Visit } from "@/provider/calls";
import { chargesKey, visitsKey } from "@/provider/keys";
import { useAttendance } from "@/provider/useAttendance";
import { useChargeChange } from "@/provider/useChargeChange";
import { useMoving } from "@/provider/useMoving";
import { charge, paid } from "../charges/charge";
import { harbor, receipt } from "../demo";
import { speakEnglish } from "../words";
import { seen } from "./clinic";

type Answer = () => { body: unknown; status?: number } | "lost";

/** Answers each write in turn with what the test has laid out, once it lets them go. */
function startServer(...answers: Answer[]) {
  const server = { keys: [] as string[], bodies: [] as unknown[], reads: 0 };
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
  vi.stubGlobal("fetch", async (input: string | Request) => {
    if (typeof input === "string") return json({ apiBase: "/api", defaultClinic: harbor.slug });
    if (input.method === "GET") {
      server.reads += 1;
      return json({ owed_minor: 0, receipt: receipt(), starts_at: "", ends_at: "" });
    }
    server.keys.push(input.headers.get("Idempotency-Key") ?? "");
    server.bodies.push(await input.json());
    const answer = answers.shift()?.() ?? "lost";
    if (answer === "lost") throw new TypeError("the network went away");
    return json(answer.body, answer.status);
  });
  return server;
}
const refused = (code: string, more = {}) => ({
  body: { code, status: 409, request_id: "r1", ...more },
  status: 409,
});

const scope = effectScope();
function inScope<T>(make: () => T): T {
  const made = scope.run(make);
  if (made === undefined) throw new Error("the scope is over");
  return made;
}
const VISITS = visitsKey("", "prv_johnson", "2027-03-08", "2027-03-14");
const shown = (): Visit["status"] | undefined => queries.getQueryData<readonly Visit[]>(VISITS)?.[0]?.status;

beforeAll(() => speakEnglish("provider", "visit", "charges"));
enableAutoUnmount(afterEach);
beforeEach(() => {
  queries.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("changing a charge", () => {
  const WAIVE = { charge_id: "chg_0001", action: "waive", reason: "First time" } as const;
  const WAIVED = { body: { charge: charge({ status: "waived" }) } };
  function open() {
    const changed: string[] = [];
    return { changed, ...inScope(() => useChargeChange(({ status }) => changed.push(status))) };
  }

  it("is sent once, however often it is pressed", async () => {
    const server = startServer(() => WAIVED);
    const { change, changed } = open();
    await Promise.all([change(WAIVE), change(WAIVE)]);
    expect(changed).toEqual(["waived"]);
    expect(server.bodies).toEqual([WAIVE]);
  });

  it("shows nothing as done before the server says so, and then shows it everywhere", async () => {
    startServer(() => WAIVED);
    const key = chargesKey("", "pat_maya");
    queries.setQueryData(key, { charges: [charge()], comparison: null });
    const status = () => queries.getQueryData<{ charges: { status: string }[] }>(key)?.charges[0]?.status;
    const changing = open().change(WAIVE);
    await nextTick();
    expect(status()).toBe("due");
    await changing;
    expect(status()).toBe("waived");
  });

  it("tells who asked before it is shown, which may take them from the page", async () => {
    startServer(() => WAIVED);
    const key = chargesKey("", "pat_maya");
    queries.setQueryData(key, { charges: [charge()], comparison: null });
    const seenThen: unknown[] = [];
    const { change } = inScope(() =>
      useChargeChange(() => {
        seenThen.push(queries.getQueryData<{ charges: { status: string }[] }>(key)?.charges[0]?.status);
      }),
    );
    await change(WAIVE);
    expect(seenThen).toEqual(["due"]);
  });

  it("keeps its key when the answer is lost, and has another once it was answered", async () => {
    const back = () => ({ body: { charge: paid({ refunding_minor: 2000 }) } });
    const server = startServer(() => "lost", back, back);
    const { change, changed, refusal } = open();
    const refund = { charge_id: "chg_0001", action: "refund", amount_minor: 2000 } as const;
    await change(refund);
    expect([changed.length, refusal.value?.code]).toEqual([0, "offline"]);
    await change(refund);
    await change(refund);
    expect(server.keys[0]).toBe(server.keys[1]);
    expect(server.keys[2]).not.toBe(server.keys[1]);
  });

  it("says why it was refused", async () => {
    startServer(() => refused("charge_under_way"));
    const { change, changed, refusal, saving } = open();
    await change(WAIVE);
    expect([changed.length, refusal.value?.code, saving.value]).toEqual([0, "charge_under_way", false]);
  });
});

describe("saying how a visit went", () => {
  const visit = seen({ version: 4 });

  it("is shown at once where no money hangs on it, and taken back where it is refused", async () => {
    startServer(() => refused("stale_version"));
    queries.setQueryData(VISITS, [visit]);
    const { say, refusal } = inScope(useAttendance);
    const saying = say(visit, "arrived");
    await nextTick();
    expect(shown()).toBe("arrived");
    expect(await saying).toBeNull();
    expect(shown()).toBe("booked");
    expect(refusal.value?.code).toBe("stale_version");
  });

  it("is not shown before its answer where a fee follows", async () => {
    const answer = { appointment_id: visit.id, status: "noshow", fee_minor: 10000, charge_at: null };
    const server = startServer(() => ({ body: answer }));
    queries.setQueryData(VISITS, [visit]);
    const { say } = inScope(useAttendance);
    const saying = say(visit, "noshow");
    await nextTick();
    expect(shown()).toBe("booked");
    expect(await saying).toEqual(answer);
    expect(server.bodies).toEqual([{ appointment_id: visit.id, status: "noshow", version: 4 }]);
  });
});

describe("moving a visit", () => {
  const slot = (starts_at: string): Slot => ({ provider_id: "prv_johnson", starts_at, ends_at: starts_at });
  const THERE = slot("2027-03-11T18:00:00Z");

  async function choose() {
    const chosen = shallowRef<Slot | null>(null);
    const moving = inScope(() => useMoving(ref(seen({ version: 2 })), chosen));
    chosen.value = THERE;
    await vi.waitFor(() => {
      expect(moving.preview.data.value).not.toBeNull();
    });
    return { chosen, ...moving };
  }

  it("is for exactly the time, the version and the fee that were shown", async () => {
    const server = startServer(() => ({ body: { ...THERE, appointment_id: "apt_0001", version: 3 } }));
    const { move } = await choose();
    expect(await move()).toMatchObject({ version: 3 });
    expect(server.bodies).toEqual([
      {
        appointment_id: "apt_0001",
        provider_id: "prv_johnson",
        starts_at: THERE.starts_at,
        version: 2,
        expected_owed_minor: 0,
      },
    ]);
  });

  it("offers the nearest times where the chosen one has just gone", async () => {
    const near = [slot("2027-03-11T19:00:00Z")];
    startServer(() => refused("slot_taken", { nearest: near }));
    const { chosen, move, nearest, refusal } = await choose();
    expect(await move()).toBeNull();
    expect(nearest.value).toEqual(near);
    expect(chosen.value).toBeNull();
    chosen.value = near[0] ?? null;
    await nextTick();
    expect([nearest.value, refusal.value]).toEqual([null, null]);
  });

  it("looks again where what is owed has changed meanwhile", async () => {
    const server = startServer(() => refused("fee_changed"));
    const { move, refusal } = await choose();
    await move();
    expect(refusal.value?.code).toBe("fee_changed");
    await vi.waitFor(() => {
      expect(server.reads).toBe(2);
    });
  });
});

describe("the form to waive a fee", () => {
  const open = () => mount(WaiveForm, { props: { charge: charge(), name: "Sam" }, attachTo: document.body });

  it("sends the reason that was chosen with the words beside it", async () => {
    const server = startServer(() => ({ body: { charge: charge({ status: "waived" }) } }));
    const form = open();
    await form.get("input").setValue("Called at 11:40");
    await form.get("form").trigger("submit");
    await vi.waitFor(() => {
      expect(form.emitted("done")).toHaveLength(1);
    });
    expect(server.bodies).toEqual([
      { charge_id: "chg_0001", action: "waive", reason: "Illness or emergency: Called at 11:40" },
    ]);
  });

  it("wants words for another reason, and sends nothing without them", async () => {
    const server = startServer();
    const form = open();
    await form.get("select").setValue("other");
    await form.get("form").trigger("submit");
    expect(form.get("input").attributes("aria-invalid")).toBe("true");
    expect(form.text()).toContain("Say the reason in your words.");
    expect(document.activeElement).toBe(form.get("input").element);
    expect(server.bodies).toEqual([]);
  });
});
