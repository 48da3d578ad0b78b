import { useQueries } from "@tanstack/vue-query";
import { computed, ref, type Ref } from "vue";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { Provider } from "@/api/calls";
import {
  addException,
  getHours,
  removeException,
  type Hours,
  type HoursException,
  type NewException,
} from "./calls";
import { hoursKey } from "./keys";
import { queries } from "@/api/queries";
import type { Span } from "./span";
import { useTeam } from "./team";
import { showMinute } from "./wall";

export type Kind = HoursException["kind"];

/** What opening or closing left behind, so that it can be taken back. */
export interface Opened {
  readonly providerId: string;
  readonly kind: Kind;
  readonly exceptionIds: readonly string[];
}

type Added = Omit<NewException, "provider_id" | "version">;

function newIds(before: Hours, after: Hours): readonly string[] {
  const known = new Set(before.exceptions.map((one) => one.id));
  return after.exceptions.map((one) => one.id).filter((id) => !known.has(id));
}

const sentRange = ({ range }: Span) => ({ start: showMinute(range.start), end: showMinute(range.end) });

/** The hours of these providers, and opening and closing time on single days. */
export function useHours(providers: Ref<readonly Provider[]>) {
  const { post } = useTeam();
  const saving = ref(false);
  const key = (id: string) => hoursKey(post.value.clinic, id);
  const results = useQueries(
    {
      queries: computed(() =>
        providers.value.map(({ id }) => ({
          queryKey: key(id),
          queryFn: () => getHours(post.value, id),
        })),
      ),
    },
    queries,
  );
  const hours = computed(() => results.value.flatMap((one) => (one.data ? [one.data] : [])));
  const problem = computed<ApiProblem | null>(() => {
    const failed = results.value.find((one) => one.isError && !one.data);
    return failed ? asProblem(failed.error) : null;
  });
  const hoursOf = (id: string): Hours | null => queries.getQueryData<Hours>(key(id)) ?? null;
  const reload = () => Promise.all(results.value.map((one) => one.refetch()));

  const keep = (answer: Hours): void => {
    queries.setQueryData<Hours>(key(answer.provider_id), answer);
  };

  /** Shown at once; what the server refuses is taken back, and the problem thrown. */
  async function change<T>(providerId: string, shown: Hours, send: () => Promise<T>): Promise<T> {
    const before = hoursOf(providerId);
    saving.value = true;
    keep(shown);
    try {
      return await send();
    } catch (error) {
      if (before) keep(before);
      void queries.invalidateQueries({ queryKey: key(providerId) });
      throw asProblem(error);
    } finally {
      saving.value = false;
    }
  }

  /** Throws ApiProblem. */
  function set(providerId: string, kind: Kind, spans: readonly Span[], note: string): Promise<Opened> {
    const before = hoursOf(providerId);
    if (!before) throw new Error("hours are edited once they were read");
    const added = spans.map((span) => ({
      kind,
      first_day: span.firstDay,
      last_day: span.lastDay,
      hours: sentRange(span),
      note,
    }));
    const drawn = added.map((one, index) => ({ ...one, id: `new-${index}` }));
    const shown = { ...before, exceptions: [...before.exceptions, ...drawn] };
    return change(providerId, shown, async () => {
      const latest = await sendAll(before, added);
      keep(latest);
      return { providerId, kind, exceptionIds: newIds(before, latest) };
    });
  }

  /** One after another, each from the version of the one before; where one is refused, none of them stays. */
  async function sendAll(before: Hours, added: readonly Added[]): Promise<Hours> {
    let latest = before;
    try {
      for (const body of added) {
        const sent = { ...body, provider_id: before.provider_id, version: latest.version };
        latest = await addException(post.value, newKey(), sent);
      }
      return latest;
    } catch (error) {
      await removeAll(latest, newIds(before, latest));
      throw error;
    }
  }

  async function removeAll(from: Hours, exceptionIds: readonly string[]): Promise<Hours> {
    let latest = from;
    for (const exceptionId of exceptionIds) {
      const removal = { providerId: from.provider_id, version: latest.version, exceptionId };
      latest = await removeException(post.value, newKey(), removal);
    }
    return latest;
  }

  /** Throws ApiProblem. */
  async function remove(providerId: string, exceptionIds: readonly string[]): Promise<void> {
    const before = hoursOf(providerId);
    if (!before) return;
    const shown = {
      ...before,
      exceptions: before.exceptions.filter((one) => !exceptionIds.includes(one.id)),
    };
    await change(providerId, shown, async () => {
      keep(await removeAll(before, exceptionIds));
    });
  }

  return { hours, problem, saving, hoursOf, keep, reload, set, remove };
}
