import { computed, ref, shallowRef, watch, type Ref } from "vue";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { Provider } from "@/api/calls";
import { newAttempt } from "./attempt";
import { changeHours, type Hours } from "./calls";
import { changeOf, countChanges, draftOf, type HoursDraft } from "./hoursDraft";
import { findFaults, type Faults } from "./hoursFaults";
import { useHours } from "./useHours";
import { useTeam } from "./team";

/** One provider's weekly hours, edited until they are saved or given up. */
export function useHoursEditor(provider: Ref<Provider>) {
  const { post } = useTeam();
  const hoursApi = useHours(computed(() => [provider.value]));
  const { problem, keep, reload } = hoursApi;
  const hours = computed<Hours | null>(
    () => hoursApi.hours.value.find((one) => one.provider_id === provider.value.id) ?? null,
  );
  const draft = ref<HoursDraft | null>(null);
  const saving = ref(false);
  const isAsked = ref(false);
  const refusal = shallowRef<ApiProblem | null>(null);
  const keyOf = newAttempt();

  const changes = computed(() => (draft.value && hours.value ? countChanges(draft.value, hours.value) : 0));
  const refused = computed<Faults>(() => {
    const { field, body } = refusal.value ?? {};
    return new Map(field ? [[field, { kind: "refused", detail: body?.detail ?? "" }]] : []);
  });
  const found = computed<Faults>(() => (draft.value ? findFaults(draft.value) : new Map()));
  /** An overlap is shown at once; what is merely not filled in yet, once saving is asked for. */
  const faults = computed<Faults>(() => {
    const early = [...found.value].filter(([, fault]) => isAsked.value || fault.kind !== "missing");
    return new Map([...refused.value, ...early]);
  });

  function undo(): void {
    draft.value = hours.value && draftOf(hours.value);
    refusal.value = null;
    isAsked.value = false;
  }

  // Hours that come in anew replace what nobody has touched; an edit keeps the version it was made from.
  watch(
    hours,
    (next, last) => {
      const current = draft.value;
      const isTouched =
        current && last && current.providerId === last.provider_id && countChanges(current, last) > 0;
      if (!next || current?.providerId !== next.provider_id || !isTouched) undo();
    },
    { immediate: true },
  );
  watch(draft, () => (refusal.value = null), { deep: true });

  /** Whether they were saved. */
  async function save(): Promise<boolean> {
    isAsked.value = true;
    if (!draft.value || found.value.size) return false;
    const change = changeOf(draft.value);
    saving.value = true;
    refusal.value = null;
    try {
      const answer = await changeHours(post.value, keyOf(change), change);
      draft.value = draftOf(answer);
      isAsked.value = false;
      keep(answer);
      return true;
    } catch (error) {
      refusal.value = asProblem(error);
      return false;
    } finally {
      saving.value = false;
    }
  }

  const isStale = computed(() => refusal.value?.code === "stale_version");

  async function showTheirs(): Promise<void> {
    await reload();
    undo();
  }

  async function saveMine(): Promise<boolean> {
    await reload();
    if (draft.value && hours.value) draft.value.version = hours.value.version;
    return save();
  }

  return {
    hours,
    problem,
    reload,
    draft,
    changes,
    faults,
    refusal,
    isStale,
    saving,
    save,
    undo,
    showTheirs,
    saveMine,
  };
}
