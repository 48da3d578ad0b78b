import type { RouteLocationNormalized, RouteRecordRaw } from "vue-router";
import { page } from "@/pages/page";
import { findPerson } from "@/session/session";

/** Signing in comes first, and goes on to where one meant to go. */
async function requireTeam(to: RouteLocationNormalized) {
  return (await findPerson()) ? true : { name: "provider", query: { next: to.fullPath } };
}

async function skipSignIn() {
  return (await findPerson()) ? { name: "provider-calendar" } : true;
}

/** The team's pages. The one named "provider" is where they begin. */
export const providerRoutes: RouteRecordRaw[] = [
  {
    path: "/provider",
    name: "provider",
    component: page(() => import("./TeamSignInPage.vue"), "provider", "session"),
    beforeEnter: skipSignIn,
  },
  {
    path: "/provider",
    component: page(() => import("./ProviderPage.vue"), "provider", "session"),
    beforeEnter: requireTeam,
    children: [
      {
        path: "calendar",
        name: "provider-calendar",
        component: page(() => import("./CalendarPage.vue"), "provider", "visit", "charges"),
      },
      { path: "hours", name: "provider-hours", component: page(() => import("./HoursPage.vue"), "provider") },
      {
        path: "charges",
        name: "provider-charges",
        component: page(() => import("./ChargesPage.vue"), "provider", "visit", "charges"),
      },
      {
        path: "policy",
        name: "provider-policy",
        component: page(() => import("./PolicyPage.vue"), "provider", "policy", "booking", "card"),
      },
    ],
  },
];
