/**
 * A payment link's token. It stands behind the # of the address, so that no server writes it down; from there it goes
 * into the tab's memory, at once and for good, and stays for a reload or a bank that takes the whole window.
 */
import type { RouteLocationNormalized } from "vue-router";

const PLACE = "payment-link";
const FORM = /^#[\w.-]{60,200}$/;

/** For the router: an address with anything behind it is replaced by the bare one before it is looked at. */
export function keepPayToken(to: Pick<RouteLocationNormalized, "hash" | "query">) {
  if (FORM.test(to.hash)) sessionStorage.setItem(PLACE, to.hash.slice(1));
  const isBare = to.hash === "" && Object.keys(to.query).length === 0;
  return isBare ? true : { name: "pay", hash: "", query: {}, replace: true };
}

export const findPayToken = (): string | null => sessionStorage.getItem(PLACE);

/** Once there is nothing left to pay with it. */
export function forgetPayToken(): void {
  sessionStorage.removeItem(PLACE);
}

/** Of a link that our own page was given. */
export const tokenOf = (payLink: string): string => payLink.slice(payLink.indexOf("#") + 1);
