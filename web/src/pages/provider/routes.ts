import type { RouteRecordRaw } from "vue-router";

/** The team's pages. The one named "provider" is where they begin. */
export const providerRoutes: RouteRecordRaw[] = [];
