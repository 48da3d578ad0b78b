import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from "vue-router";
import { keepPayToken } from "./pay/token";
import { page } from "./pages/page";
import { providerRoutes } from "./pages/provider/routes";
import { findPerson } from "./session/session";

/** For pages that show a person's own record. */
async function requirePerson(to: RouteLocationNormalized) {
  return (await findPerson()) ? true : { name: "sign-in", query: { next: to.fullPath } };
}

const landing = page(() => import("./pages/public/LandingPage.vue"), "landing");

const bookingSteps: RouteRecordRaw[] = [
  { path: "", name: "book", component: page(() => import("./pages/booking/VisitStep.vue"), "booking") },
  {
    path: "time",
    name: "book-time",
    component: page(() => import("./pages/booking/TimeStep.vue"), "booking"),
  },
  {
    path: "details",
    name: "book-details",
    component: page(() => import("./pages/booking/DetailsStep.vue"), "booking", "details", "session"),
  },
  {
    path: "card",
    name: "book-card",
    component: page(() => import("./pages/booking/CardStep.vue"), "booking", "card"),
    beforeEnter: requirePerson,
  },
  {
    path: "done",
    name: "book-done",
    component: page(() => import("./pages/booking/DoneStep.vue"), "booking", "card"),
  },
];

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) =>
    saved ?? (to.path === from.path ? {} : to.hash ? { el: to.hash } : { top: 0 }),
  routes: [
    { path: "/", name: "landing", component: landing },
    { path: "/c/:clinic", name: "clinic", component: landing },
    {
      path: "/c/:clinic/book",
      component: page(() => import("./pages/booking/BookingPage.vue"), "booking"),
      children: bookingSteps,
    },
    {
      path: "/sign-in",
      name: "sign-in",
      component: page(() => import("./pages/session/SignInPage.vue"), "session"),
    },
    {
      path: "/home",
      name: "home",
      component: page(() => import("./pages/patient/HomePage.vue"), "home", "session", "booking", "details"),
      beforeEnter: requirePerson,
    },
    {
      path: "/record",
      name: "record",
      component: page(
        () => import("./pages/patient/RecordPage.vue"),
        "record",
        "charges",
        "home",
        "session",
        "booking",
        "card",
      ),
      beforeEnter: requirePerson,
    },
    {
      path: "/record/receipts/:charge",
      name: "receipt",
      component: page(() => import("./pages/patient/ReceiptPage.vue"), "record", "charges", "booking"),
      beforeEnter: requirePerson,
    },
    {
      path: "/pay",
      name: "pay",
      component: page(() => import("./pages/public/PayPage.vue"), "pay", "booking", "card"),
      beforeEnter: keepPayToken,
    },
    {
      path: "/privacy",
      name: "privacy",
      component: page(() => import("./pages/public/PrivacyPage.vue"), "legal"),
    },
    {
      path: "/accessibility",
      name: "accessibility",
      component: page(() => import("./pages/public/AccessibilityPage.vue"), "legal"),
    },
    ...providerRoutes,
    {
      path: "/:rest(.*)*",
      name: "not-found",
      component: page(() => import("./pages/public/NotFoundPage.vue")),
    },
  ],
});
