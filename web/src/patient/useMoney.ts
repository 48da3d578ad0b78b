/** What a patient was charged at one clinic, and the cards that may be charged. */
import { useQuery } from "@tanstack/vue-query";
import { computed, ref, shallowRef } from "vue";
import { chooseCard, getCharges, removeCard, type Charge, type KeptCard } from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { isUnpaid } from "@/charges/charge";
import { recordKeys } from "./useRecord";

export function useCharges(clinicId: () => string | null, isOpen: () => boolean) {
  const id = computed(() => clinicId() ?? "");
  const charges = useQuery(
    {
      queryKey: computed(() => recordKeys.charges(id.value)),
      queryFn: () => getCharges(id.value),
      enabled: computed(() => id.value !== "" && isOpen()),
      // Money is never remembered: what stands here is what our functions said just now.
      staleTime: 0,
    },
    queries,
  );
  return { charges };
}

/** What only the patient can finish. */
export const needsPatient = (charge: Charge): boolean => isUnpaid(charge) && charge.pay_link !== null;

/** Money was taken, so there is something to show for it. */
export const hasReceipt = (charge: Charge): boolean =>
  charge.settled_at !== null && (charge.status === "succeeded" || charge.status === "refunded");

/** Choosing and forgetting cards. */
export function useCards(clinicId: () => string) {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  const intention = rememberIntention();
  const isNeeded = computed(() => problem.value?.code === "card_needed");

  async function attempt(
    asked: object,
    work: (key: string) => Promise<readonly KeptCard[]>,
  ): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      queries.setQueryData(recordKeys.cards(clinicId()), await work(intention.keyFor(asked)));
      intention.forget();
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const choose = ({ id }: KeptCard): Promise<boolean> =>
    attempt({ choose: id }, (key) => chooseCard(clinicId(), key, { card_id: id }));
  const remove = ({ id }: KeptCard): Promise<boolean> =>
    attempt({ remove: id }, (key) => removeCard(clinicId(), key, id));
  return { busy, problem, isNeeded, choose, remove };
}
