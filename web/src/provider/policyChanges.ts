/** How a draft differs from a published version, and how it is carried over to a later one. */
import { bodyOf, draftOf, type PolicyDraft } from "./policyDraft";
import type { Policy, PolicyBody } from "./policyCalls";

/** As text; a row's own number says nothing about what it means. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (name === "id" ? undefined : inner));
const isSame = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);
const publishedBody = (policy: Policy): PolicyBody => bodyOf(draftOf(policy));

/** Every single thing that can be changed, by a name of its own. */
function partsOf(body: PolicyBody): ReadonlyMap<string, string> {
  const { no_show_fee, grace_minutes, cap, move_hours } = body;
  const named: [string, unknown][] = [
    ...Object.entries({ no_show_fee, grace_minutes, cap, move_hours }),
    ...Object.entries(body.no_shows).map(([name, value]): [string, unknown] => [`no_shows.${name}`, value]),
    ...body.tiers.map((tier, place): [string, unknown] => [`tier.${place}`, tier]),
    ...body.barred_payers.map((payer): [string, unknown] => [`payer.${payer}`, true]),
    ...body.overrides.map((one): [string, unknown] => [`type.${one.appointment_type_id}`, one]),
  ];
  return new Map(named.map(([name, value]) => [name, textOf(value)]));
}

export function countChanges(draft: PolicyDraft, policy: Policy): number {
  const [now, then] = [partsOf(bodyOf(draft)), partsOf(publishedBody(policy))];
  const names = new Set([...now.keys(), ...then.keys()]);
  return [...names].filter((name) => now.get(name) !== then.get(name)).length;
}

interface Lists<T> {
  readonly mine: readonly T[];
  readonly was: readonly T[];
  readonly theirs: readonly T[];
}

/** What I added or changed is mine, what I removed stays gone, the rest is theirs. */
function mergeLists<T>({ mine, was, theirs }: Lists<T>, keyOf: (one: T) => string): T[] {
  const find = (list: readonly T[], key: string): T | undefined => list.find((one) => keyOf(one) === key);
  const keys = [...new Set([...theirs, ...mine].map(keyOf))];
  return keys.flatMap((key) => {
    const isMine = !isSame(find(mine, key), find(was, key));
    const kept = find(isMine ? mine : theirs, key);
    return kept === undefined ? [] : [kept];
  });
}

/**
 * The draft on top of `next`, which somebody published meanwhile: what was changed in it since `base` is kept,
 * everything else is as in `next`.
 */
export function carryOver(draft: PolicyDraft, base: Policy, next: Policy): PolicyDraft {
  const [was, theirs] = [draftOf(base), draftOf(next)];
  const keep = <T>(pick: (from: PolicyDraft) => T): T =>
    pick(isSame(pick(draft), pick(was)) ? theirs : draft);
  const merge = <T>(pick: (from: PolicyDraft) => readonly T[], keyOf: (one: T) => string): T[] =>
    mergeLists({ mine: pick(draft), was: pick(was), theirs: pick(theirs) }, keyOf);
  return {
    currency: theirs.currency,
    version: theirs.version,
    tiers: keep((from) => from.tiers),
    missed: keep((from) => from.missed),
    grace: keep((from) => from.grace),
    cap: keep((from) => from.cap),
    move: keep((from) => from.move),
    noShows: {
      grace: keep((from) => from.noShows.grace),
      charge: keep((from) => from.noShows.charge),
      unattended: keep((from) => from.noShows.unattended),
    },
    barred: merge(
      (from) => from.barred,
      (payer) => payer,
    ),
    overrides: merge(
      (from) => from.overrides,
      (one) => one.typeId,
    ),
  };
}
