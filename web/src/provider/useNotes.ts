import { useQuery } from "@tanstack/vue-query";
import { computed, ref, shallowRef, type Ref } from "vue";
import { asProblem, type ApiProblem } from "@/api/problem";
import { newAttempt } from "./attempt";
import { addNote, getNotes } from "./calls";
import { notesKey } from "./keys";
import { queries } from "@/api/queries";
import { useTeam } from "./team";
import { forgetVisits } from "./useVisits";

/** The clinic's notes on a visit, past or present. */
export function useNotes(visitId: Ref<string>) {
  const { post } = useTeam();
  const queryKey = computed(() => notesKey(post.value.clinic, visitId.value));
  const query = useQuery({ queryKey, queryFn: () => getNotes(post.value, visitId.value) }, queries);
  const refusal = shallowRef<ApiProblem | null>(null);
  const saving = ref(false);
  let keyOf = newAttempt();

  /** Whether it was written. */
  async function add(text: string): Promise<boolean> {
    const [into, id] = [queryKey.value, visitId.value];
    saving.value = true;
    refusal.value = null;
    try {
      queries.setQueryData(into, await addNote(post.value, keyOf([id, text]), id, text));
      keyOf = newAttempt();
      void forgetVisits(post.value.clinic);
      return true;
    } catch (error) {
      refusal.value = asProblem(error);
      return false;
    } finally {
      saving.value = false;
    }
  }

  const problem = computed(() => (query.error.value ? asProblem(query.error.value) : null));
  return { notes: query.data, problem, reload: query.refetch, refusal, saving, add };
}
