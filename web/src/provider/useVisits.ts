import { keepPreviousData, useQueries } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { Provider } from "@/api/calls";
import { addDays } from "@/time/days";
import { getVisits, type Visit } from "./calls";
import type { DaySpan } from "./days";
import { visitsKey } from "./keys";
import { queries } from "@/api/queries";
import { useTeam } from "./team";
import { instantOf } from "./wall";

/** Every reading of patients' visits is written down, so an open page asks seldom. */
const REFRESH_MS = 5 * 60_000;

/** The visits of these providers on these days of their zones. */
export function useVisits(providers: Ref<readonly Provider[]>, days: Ref<DaySpan>) {
  const { post } = useTeam();

  function read({ id, zone }: Provider): Promise<readonly Visit[]> {
    const { first, last } = days.value;
    const from = instantOf(zone, first, 0).toISOString();
    const until = instantOf(zone, addDays(last, 1), 0).toISOString();
    return getVisits(post.value, id, whole(from), whole(until));
  }

  const results = useQueries(
    {
      queries: computed(() =>
        providers.value.map((provider) => ({
          queryKey: visitsKey(post.value.clinic, provider.id, days.value.first, days.value.last),
          queryFn: () => read(provider),
          refetchInterval: REFRESH_MS,
          placeholderData: keepPreviousData,
        })),
      ),
    },
    queries,
  );
  const visits = computed<readonly Visit[]>(() =>
    results.value.flatMap((one) => one.data ?? []).sort((a, b) => a.starts_at.localeCompare(b.starts_at)),
  );
  const pending = computed(() => results.value.some((one) => one.isPending || one.isPlaceholderData));
  const problem = computed<ApiProblem | null>(() => {
    const failed = results.value.find((one) => one.isError);
    return failed ? asProblem(failed.error) : null;
  });
  const reload = () => Promise.all(results.value.map((one) => one.refetch()));
  return { visits, pending, problem, reload };
}

/** The API's instants have no fractions of a second. */
const whole = (instant: string): string => instant.replace(/\.\d+Z$/, "Z");

/** Whatever is remembered of visits is out of date. */
export function forgetVisits(clinic: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["visits", clinic] });
}
