/** The words of the site. English is the source; every other language is checked against its shape. */
import type booking from "@/locales/en/booking";
import type card from "@/locales/en/card";
import type charges from "@/locales/en/charges";
import type common from "@/locales/en/common";
import type details from "@/locales/en/details";
import type home from "@/locales/en/home";
import type landing from "@/locales/en/landing";
import type legal from "@/locales/en/legal";
import type pay from "@/locales/en/pay";
import type policy from "@/locales/en/policy";
import type provider from "@/locales/en/provider";
import type record from "@/locales/en/record";
import type session from "@/locales/en/session";
import type visit from "@/locales/en/visit";

/** A page asks for the areas that it speaks; each area and language is a file of its own. */
export interface Catalogue {
  readonly booking: typeof booking;
  readonly card: typeof card;
  readonly charges: typeof charges;
  readonly common: typeof common;
  readonly details: typeof details;
  readonly home: typeof home;
  readonly landing: typeof landing;
  readonly legal: typeof legal;
  readonly pay: typeof pay;
  readonly policy: typeof policy;
  readonly provider: typeof provider;
  readonly record: typeof record;
  readonly session: typeof session;
  readonly visit: typeof visit;
}
export type Area = keyof Catalogue;

export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chosen by the `n` given to `t`. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}
type Leaf = string | Plural;

/** The shape of an area with the wording left open: what a translation has to fill. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Plural ? Plural : Translation<T[K]>;
};

type Paths<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];
export type Key = Paths<Catalogue>;

type At<T, P> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? At<T[K], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<L> = L extends string ? Names<L> : L extends Plural ? "n" | Names<L["one"] | L["other"]> : never;

/** What a message has to be told: a number for `n`, text for every other {name} in it. */
export type Params<K extends Key> = {
  readonly [N in NamesOf<At<Catalogue, K>>]: N extends "n" ? number : string | number;
};
/** Absent where a message has nothing to fill in. */
export type ParamsFor<K extends Key> = [NamesOf<At<Catalogue, K>>] extends [never] ? [] : [params: Params<K>];
