import { useQueries } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { newKey } from "@/api/client";
import { queries } from "@/api/queries";
import { lockKey, previewPolicy, type Policy, type PolicyBody, type Sample } from "./policyCalls";
import { useTeam } from "./team";

/** Bars nobody by itself: who is barred under it is so by law. */
const openTo = (policy: Policy): PolicyBody => ({
  version: policy.version,
  tiers: [],
  no_show_fee: { kind: "amount", value: 0 },
  grace_minutes: 0,
  barred_payers: [],
  overrides: [],
  cap: null,
  move_hours: 0,
  no_shows: { grace_minutes: 0, charge_after_hours: 0, unattended: "leave" },
});

/**
 * Which of the payers that a policy bars may be taken off. The server knows those of Medicaid and names them nowhere,
 * but says of a draft without any whether somebody of that payer would still be barred. Until it has, none may go.
 */
export function usePolicyLocks(policy: Ref<Policy | null>, sample: Sample | null) {
  const { post } = useTeam();
  const results = useQueries(
    {
      queries: computed(() => {
        const read = policy.value;
        if (!read || !sample) return [];
        return read.barred_payers.map((payer) => ({
          queryKey: lockKey(post.value.clinic, payer),
          queryFn: () => previewPolicy(post.value, newKey(), { ...openTo(read), ...sample, payer_id: payer }),
          staleTime: Number.POSITIVE_INFINITY,
        }));
      }),
    },
    queries,
  );
  const answered = computed(
    () =>
      new Map(
        (policy.value?.barred_payers ?? []).map((payer, place) => [
          payer,
          results.value[place]?.data?.barred,
        ]),
      ),
  );
  return {
    isLocked: (payer: string): boolean => answered.value.get(payer) === true,
    mayGo: (payer: string): boolean => !answered.value.has(payer) || answered.value.get(payer) === false,
  };
}
