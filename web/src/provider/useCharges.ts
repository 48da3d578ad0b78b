import { useQuery } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { asProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import type { Charge } from "@/charges/charge";
import { getCharges, type Charges } from "./chargeCalls";
import { chargesKey } from "./keys";
import { useTeam } from "./team";

/** A charge at Stripe settles within seconds, and is looked at until then. */
const UNDER_WAY_MS = 5000;

/** The charges of a patient, or where there is none all that are open. Nobody is asked while `isOff`. */
export function useCharges(patientId: Ref<string | null>, isOff: () => boolean = () => false) {
  const { post } = useTeam();
  const query = useQuery(
    {
      queryKey: computed(() => chargesKey(post.value.clinic, patientId.value)),
      queryFn: () => getCharges(post.value, patientId.value),
      enabled: () => !isOff(),
      refetchInterval: ({ state }) =>
        state.data?.charges.some((one) => one.status === "attempting") ? UNDER_WAY_MS : false,
    },
    queries,
  );
  const charges = computed<readonly Charge[] | null>(() => query.data.value?.charges ?? null);
  const comparison = computed(() => query.data.value?.comparison ?? null);
  const problem = computed(() => (query.error.value ? asProblem(query.error.value) : null));
  return { charges, comparison, problem, reload: query.refetch };
}

/** Whatever is remembered of charges is out of date. */
export function forgetCharges(clinic: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["charges", clinic] });
}

/** Shows a charge as the server has just told it, wherever it is shown. */
export function putCharge(clinic: string, charge: Charge): void {
  queries.setQueriesData<Charges>(
    { queryKey: ["charges", clinic] },
    (known) =>
      known && { ...known, charges: known.charges.map((one) => (one.id === charge.id ? charge : one)) },
  );
}
