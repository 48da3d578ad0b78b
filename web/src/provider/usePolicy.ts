import { useQuery } from "@tanstack/vue-query";
import { computed, ref, shallowRef, watch } from "vue";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { newAttempt } from "./attempt";
import { getPolicies, policyKey, publishPolicy, type Policies, type Policy } from "./policyCalls";
import { carryOver, countChanges } from "./policyChanges";
import { bodyOf, draftOf, type PolicyDraft } from "./policyDraft";
import { findFaults, type PolicyFaults } from "./policyFaults";
import { useTeam } from "./team";

export const faultOf = (problem: ApiProblem | null): PolicyFaults =>
  new Map(problem?.field ? [[problem.field, { kind: "refused", detail: problem.body.detail ?? "" }]] : []);

/** The policy in use, and the draft of the next version until it is published or given up. */
export function usePolicy() {
  const { post } = useTeam();
  const queryKey = computed(() => policyKey(post.value.clinic));
  const query = useQuery({ queryKey, queryFn: () => getPolicies(post.value) }, queries);
  const policies = computed<Policies | null>(() => query.data.value ?? null);
  const problem = computed(() =>
    query.error.value && !query.data.value ? asProblem(query.error.value) : null,
  );
  const draft = ref<PolicyDraft | null>(null);
  const saving = ref(false);
  const isAsked = ref(false);
  const refusal = shallowRef<ApiProblem | null>(null);
  const keyOf = newAttempt();

  const versionOf = (version: number): Policy | null =>
    policies.value?.versions.find((policy) => policy.version === version) ?? null;
  /** The version that the draft was made from. */
  const base = computed(() => (draft.value ? versionOf(draft.value.version) : null));
  const changes = computed(() => (draft.value && base.value ? countChanges(draft.value, base.value) : 0));
  const found = computed<PolicyFaults>(() => (draft.value ? findFaults(draft.value) : new Map()));
  /** What is merely not filled in yet is said once publishing is asked for. */
  const faults = computed<PolicyFaults>(() => {
    const early = [...found.value].filter(([, fault]) => isAsked.value || fault.kind !== "missing");
    return new Map([...faultOf(refusal.value), ...early]);
  });
  /** Null while it can't be sent. */
  const body = computed(() => (draft.value && !found.value.size ? bodyOf(draft.value) : null));
  /** Somebody published meanwhile. */
  const isStale = computed(() =>
    Boolean(draft.value && policies.value && draft.value.version !== policies.value.current.version),
  );

  function discard(): void {
    draft.value = policies.value && draftOf(policies.value.current);
    refusal.value = null;
    isAsked.value = false;
  }

  // A version that comes in anew replaces what nobody has touched; an edit keeps the version it was made from.
  watch(
    policies,
    () => {
      if (!changes.value) discard();
    },
    { immediate: true },
  );
  watch(draft, () => (refusal.value = null), { deep: true });

  /** Whether there is anything to publish, and nothing wrong with it that shows from here. */
  function isReady(): boolean {
    isAsked.value = true;
    return found.value.size === 0 && changes.value > 0 && !isStale.value;
  }

  /** Whether it is in use now. */
  async function publish(): Promise<boolean> {
    if (!isReady() || !body.value || saving.value) return false;
    saving.value = true;
    refusal.value = null;
    try {
      const answer = await publishPolicy(post.value, keyOf(body.value), body.value);
      draft.value = draftOf(answer.current);
      isAsked.value = false;
      queries.setQueryData<Policies>(queryKey.value, answer);
      return true;
    } catch (error) {
      const refused = asProblem(error);
      if (refused.code === "stale_version") await query.refetch();
      else refusal.value = refused;
      return false;
    } finally {
      saving.value = false;
    }
  }

  function carry(): void {
    const current = policies.value?.current;
    if (draft.value && base.value && current) draft.value = carryOver(draft.value, base.value, current);
  }

  return {
    policies,
    problem,
    reload: query.refetch,
    draft,
    base,
    body,
    changes,
    faults,
    refusal,
    isStale,
    saving,
    isReady,
    publish,
    discard,
    carry,
  };
}
