import { expect, it, beforeAll, vi, afterAll } from "vitest";
import { speakEnglish } from "../words";
import { policies, startServer } from "./policy";
import { openPage } from "./policyScreen";

beforeAll(() => speakEnglish("provider", "policy", "booking", "card"));
afterAll(() => {
  vi.unstubAllGlobals();
});

it("lets the front desk read all of it and change none of it", async () => {
  startServer(policies(), "staff");
  const { page, press, dialog } = await openPage();
  expect(page.findAll(".main :is(input, select):enabled")).toHaveLength(0);
  expect(page.findAll(".main button").map((one) => one.text())).toEqual(["Read"]);
  await press("Read");
  expect(dialog()?.textContent).toContain("Version 7");
  expect(page.text()).toContain("The owner and the providers of the practice can change it.");
});
