import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import { onLeave, pathOf, RouterLink, useRouter } from "@/landing/links";

describe("a link of the first page", () => {
  it("has the address that the whole site knows it by", () => {
    expect(pathOf("/c/harbor-dermatology/book")).toBe("/c/harbor-dermatology/book");
    expect(pathOf({ name: "book-time", params: { clinic: "harbor" } })).toBe("/c/harbor/book/time");
    expect(pathOf({ name: "sign-in", query: { next: "/home" } })).toBe("/sign-in?next=%2Fhome");
  });

  it("opens the whole site in place, but leaves a new tab to the browser", async () => {
    const left: string[] = [];
    onLeave((path) => {
      left.push(path);
      return Promise.resolve();
    });
    const link = mount(RouterLink, { props: { to: "/home" }, slots: { default: () => "Home" } });
    await link.trigger("click", { ctrlKey: true });
    expect(left).toEqual([]);
    await link.trigger("click");
    await useRouter().push({ name: "provider" });
    expect(left).toEqual(["/home", "/provider"]);
  });
});
