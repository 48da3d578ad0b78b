/** A patient's own record at one clinic: who they are, their visits, their cards. */
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { getAppointments, getCards, getProfile, type Appointment } from "@/api/calls";
import { asProblem } from "@/api/problem";
import { queries } from "@/api/queries";

const LIVE = new Set<Appointment["status"]>(["booked", "arrived"]);

export const recordKeys = {
  profile: (clinic: string) => ["profile", clinic] as const,
  visits: (clinic: string) => ["my-visits", clinic] as const,
  cards: (clinic: string) => ["cards", clinic] as const,
  charges: (clinic: string) => ["my-charges", clinic] as const,
};

export function useRecord(clinicId: () => string | null, isOpen: () => boolean) {
  const id = computed(() => clinicId() ?? "");
  const enabled = computed(() => id.value !== "" && isOpen());
  const isPatient = computed(() => enabled.value && profile.isSuccess.value);

  const profile = useQuery(
    { queryKey: computed(() => recordKeys.profile(id.value)), queryFn: () => getProfile(id.value), enabled },
    queries,
  );
  const visits = useQuery(
    {
      queryKey: computed(() => recordKeys.visits(id.value)),
      queryFn: () => getAppointments(id.value),
      enabled: isPatient,
    },
    queries,
  );
  const cards = useQuery(
    {
      queryKey: computed(() => recordKeys.cards(id.value)),
      queryFn: () => getCards(id.value),
      enabled: isPatient,
    },
    queries,
  );

  const isOver = (one: Appointment): boolean => Date.parse(one.ends_at) <= Date.now();
  const upcoming = computed(() =>
    (visits.data.value ?? []).filter((one) => LIVE.has(one.status) && !isOver(one)),
  );
  const past = computed(() =>
    (visits.data.value ?? [])
      .filter((one) => one.status !== "pending" && (!LIVE.has(one.status) || isOver(one)))
      .sort((a, b) => b.starts_at.localeCompare(a.starts_at)),
  );
  /** Signed in, but no patient of this clinic yet. */
  const isStranger = computed(() => {
    const problem = profile.error.value ? asProblem(profile.error.value) : null;
    return problem !== null && (problem.status === 404 || problem.code === "forbidden");
  });

  return { profile, visits, cards, upcoming, past, isStranger };
}
export type MyRecord = ReturnType<typeof useRecord>;
