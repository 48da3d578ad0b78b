import { enableAutoUnmount } from "@vue/test-utils";
import { nextTick } from "vue";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "@/api/queries";
import { plain, speakEnglish } from "../words";
import { amount, policies, policy, startServer } from "./policy";
import { openPage } from "./policyScreen";

beforeAll(() => speakEnglish("provider", "policy", "booking", "card"));
beforeEach(() => {
  queries.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});
enableAutoUnmount(afterEach);

describe("the policy page", () => {
  it("shows the receipt as the server composes it, and asks anew for each draft", async () => {
    const server = startServer();
    const { page, labelled, until } = await openPage();
    expect(plain(page.get(".receipt").text())).toContain("After that$43.21");
    server.receipt = { ...server.receipt, no_show_fee_minor: 777 };
    await labelled("No-show fee").setValue("90");
    await until("$7.77");
    expect(server.previews.at(-1)).toMatchObject({ version: 7, no_show_fee: amount(9000), move_hours: 4 });
  });

  it("publishes what was written, once it was asked", async () => {
    const server = startServer();
    const { page, field, press, dialog, until } = await openPage();
    expect(page.text()).toContain("Version 7 is in use");
    await field("Fee, step 1").setValue("55");
    await until("1 change from version 7.");
    expect(page.text()).toContain("Draft of version 8");
    await press("Publish version 8");
    expect(server.published).toEqual([]);
    expect(dialog()?.textContent).toContain("cannot be changed or removed");
    await press("Publish");
    await until("Version 8 is in use");
    expect(server.published).toHaveLength(1);
    expect(server.published[0]?.tiers[0]).toEqual({ hours_before: 24, fee: amount(5500) });
    expect(dialog()).toBeNull();
  });

  it("sends nothing that can't be read, and leads to where that is", async () => {
    const server = startServer();
    const { page, press, dialog, until } = await openPage();
    await press("Add a step");
    const added = page.get("[aria-label='Fee, step 3']");
    expect(page.findAll("[role=alert]")).toHaveLength(0);
    await until("this shows what a patient would read");
    await press("Publish version 8");
    expect(dialog()).toBeNull();
    await nextTick();
    expect(document.activeElement).toBe(added.element);
    expect(page.get("[role=alert]").text()).toBe("Fill this in.");
    expect(server.published).toEqual([]);
  });

  it("says beside the field what only the server knew", async () => {
    const server = startServer();
    server.refusal = { status: 422, code: "invalid_field", field: "tiers.1.fee.value", detail: "Too dear." };
    const { page, field, press, until } = await openPage();
    await field("Fee, step 1").setValue("55");
    await press("Publish version 8");
    await press("Publish");
    await until("Too dear.");
    const input = field("Fee, step 2, percent of the price");
    expect(input.attributes("aria-invalid")).toBe("true");
    expect(page.get(`[id="${input.attributes("aria-describedby")}"]`).text()).toBe("Too dear.");
    expect(field("Fee, step 1").element.value).toBe("$55.00");
    await input.setValue("61");
    expect(page.text()).not.toContain("Too dear.");
  });

  it("says why there is no receipt, and asks again when told to", async () => {
    const server = startServer();
    const { labelled, press, until } = await openPage();
    server.previewRefusal = { status: 500, code: "unexpected" };
    await labelled("Free after booking for").setValue("20");
    await until("That did not work.");
    server.previewRefusal = null;
    server.receipt = { ...server.receipt, no_show_fee_minor: 888 };
    await press("Try again");
    await until("$8.88");
  });

  it("lets no Medicaid payer go, and any other", async () => {
    startServer(policies(policy({ barred_payers: ["pay_masshealth", "pay_tufts"] })));
    const { page, until } = await openPage();
    await until("Medicaid cannot be removed");
    expect(page.find("[aria-label='Remove MassHealth']").exists()).toBe(false);
    await page.get("[aria-label='Remove Tufts']").trigger("click");
    await until("1 change from version 7.");
  });

  it("changes the fees of one type in its dialog, and only when they are right", async () => {
    const server = startServer();
    const { page, press, dialog, until } = await openPage();
    await page.get("[aria-label='Edit Mole evaluation']").trigger("click");
    const missed = dialog()?.querySelector<HTMLInputElement>("input.money");
    const type = async (text: string) => {
      if (!missed) throw new Error("the dialog has no fee");
      missed.value = text;
      missed.dispatchEvent(new Event("input"));
      await nextTick();
    };
    await type("much");
    await press("Use these fees");
    expect(dialog()?.textContent).toContain("Use an amount such as");
    await type("30");
    await press("Use these fees");
    expect(dialog()).toBeNull();
    await until("1 change from version 7.");
    await vi.waitFor(() => {
      expect(server.previews.at(-1)?.overrides[0]?.no_show_fee).toEqual(amount(3000));
    });
  });

  it("keeps the draft where somebody published meanwhile, and puts it on top of theirs", async () => {
    const server = startServer();
    const { page, field, press, until } = await openPage();
    await field("Fee, step 1").setValue("55");
    server.stored = policies(policy({ version: 8, grace_minutes: 60 }), policy());
    await press("Publish version 8");
    await press("Publish");
    await until("Version 8 was published meanwhile.");
    expect(server.published).toEqual([]);
    expect(field("Fee, step 1").element.value).toBe("$55.00");
    await press("Carry my changes over");
    await until("1 change from version 8.");
    await press("Publish version 9");
    await press("Publish");
    await until("Version 9 is in use");
    expect(server.published[0]).toMatchObject({ version: 8, grace_minutes: 60 });
    expect(server.published[0]?.tiers[0]?.fee).toEqual(amount(5500));
    expect(page.find("[aria-label='Read version 7']").exists()).toBe(true);
  });

  it("asks before a draft is left behind", async () => {
    startServer();
    const { page, router, field, press } = await openPage();
    const asked = vi.fn(() => false);
    vi.stubGlobal("confirm", asked);
    await field("Fee, step 1").setValue("55");
    await router.push("/away");
    expect(asked).toHaveBeenCalledOnce();
    expect(router.currentRoute.value.path).toBe("/");
    await press("Discard");
    expect(field("Fee, step 1").element.value).toBe("$50.00");
    await router.push("/away");
    expect(asked).toHaveBeenCalledOnce();
    expect(page.text()).toBe("elsewhere");
  });

  it("warns of charging people unconfirmed only where that is chosen", async () => {
    startServer();
    const { page, until } = await openPage();
    expect(page.text()).toContain("Nobody is charged unconfirmed.");
    await page.get("input[value=charge]").setValue(true);
    await until("Whoever came and was not marked is charged too.");
    expect(page.text()).not.toContain("Nobody is charged unconfirmed.");
  });
});
