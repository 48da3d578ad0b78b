import { useQuery } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { queries } from "@/api/queries";
import type { Visit } from "./calls";
import { getPolicies, policyKey } from "./policyCalls";
import { useTeam } from "./team";

/** When the version that was accepted for a visit counts it as missed. Older versions are asked for once. */
export function useNoShowRule(visit: Ref<Visit>) {
  const { clinic, post } = useTeam();
  const version = computed(() => visit.value.receipt.policy_version);
  const isOlder = computed(() => clinic.value?.policy.version !== version.value);
  const older = useQuery(
    {
      queryKey: computed(() => policyKey(post.value.clinic)),
      queryFn: () => getPolicies(post.value),
      enabled: isOlder,
    },
    queries,
  );
  return computed(() => {
    if (!isOlder.value) return clinic.value?.policy.no_shows ?? null;
    return older.data.value?.versions.find((one) => one.version === version.value)?.no_shows ?? null;
  });
}
