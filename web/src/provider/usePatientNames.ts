import { useQueries } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { queries } from "@/api/queries";
import type { Charge } from "@/charges/charge";
import { dayOf } from "@/time/zone";
import { getVisits, type Visit } from "./calls";
import { visitsKey } from "./keys";
import { useTeam } from "./team";

const MINUTE_MS = 60_000;

interface Window {
  readonly providerId: string;
  readonly from: string;
  readonly until: string;
}

const minuteAfter = (instant: string): string =>
  new Date(Date.parse(instant) + MINUTE_MS).toISOString().replace(/\.\d+Z$/, "Z");

/** The stretch of each provider's day that holds these visits, and no more of it. */
function windowsOf(charges: readonly Charge[]): readonly Window[] {
  const days = new Map<string, Window>();
  for (const { provider_id: providerId, appointment_starts_at: start } of charges) {
    const key = `${providerId} ${dayOf("UTC", start)}`;
    const known = days.get(key);
    const from = known && known.from < start ? known.from : start;
    const until = known && known.until > start ? known.until : minuteAfter(start);
    days.set(key, { providerId, from, until });
  }
  return [...days.values()];
}

/**
 * Whose charges these are. A charge names its patient by an id alone: the name is the calendar's, whatever of it is
 * already known, and for the rest the minutes of their visits.
 */
export function usePatientNames(charges: Ref<readonly Charge[]>) {
  const { post } = useTeam();
  const known = queries.getQueriesData<readonly Visit[]>({ queryKey: ["visits", post.value.clinic] });
  const seen = known.flatMap(([, visits]) => visits ?? []);
  const namesIn = (visits: readonly Visit[]): ReadonlyMap<string, string> =>
    new Map(visits.flatMap(({ patient }) => (patient ? [[patient.id, patient.full_name] as const] : [])));
  const remembered = namesIn(seen);

  const windows = computed(() =>
    windowsOf(
      charges.value.filter((one) => one.kind !== "late_cancel" && !remembered.has(one.patient_id ?? "")),
    ),
  );
  const results = useQueries(
    {
      queries: computed(() =>
        windows.value.map(({ providerId, from, until }) => ({
          queryKey: visitsKey(post.value.clinic, providerId, from, until),
          queryFn: () => getVisits(post.value, providerId, from, until),
          staleTime: Number.POSITIVE_INFINITY,
        })),
      ),
    },
    queries,
  );
  return computed<ReadonlyMap<string, string>>(
    () => new Map([...remembered, ...namesIn(results.value.flatMap((one) => one.data ?? []))]),
  );
}
