import { flushPromises, mount } from "@vue/test-utils";
import { createMemoryHistory, createRouter, RouterView } from "vue-router";
import { expect, vi } from "vitest";
import PolicyPage from "@/pages/provider/PolicyPage.vue";
import { openTeam } from "@/provider/team";
import { plain } from "../words";

/** As long as a busy machine may need. */
const wait = (look: () => void) => vi.waitFor(look, { timeout: 10_000 });

/** The page as whoever the server knows has it before them; in one role for each file, because the team is known from then on. */
export async function openPage() {
  await openTeam();
  const away = { render: () => "elsewhere" };
  const routes = [
    { path: "/", component: PolicyPage },
    { path: "/away", component: away },
  ];
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push("/");
  const page = mount(RouterView, { global: { plugins: [router] }, attachTo: document.body });
  await wait(() => {
    expect(page.find(".receipt").exists()).toBe(true);
  });
  const field = (label: string) => page.get<HTMLInputElement>(`[aria-label="${label}"]`);
  const labelled = (label: string) => {
    const named = page.findAll("label").find((one) => one.text() === label);
    return page.get<HTMLInputElement>(`[id="${named?.attributes("for")}"]`);
  };
  const press = async (name: string) => {
    const found = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === name);
    if (!found) throw new Error(`no button ${name}`);
    found.click();
    await flushPromises();
  };
  const dialog = () => document.querySelector("[role=dialog]");
  const until = (text: string) =>
    wait(() => {
      expect(plain(page.text())).toContain(text);
    });
  return { page, router, field, labelled, press, dialog, until };
}
