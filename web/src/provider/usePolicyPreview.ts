import { computed, onScopeDispose, ref, watch, type Ref } from "vue";
import { newKey } from "@/api/client";
import { useCall } from "@/api/useCall";
import { previewPolicy, type PolicyBody, type Question, type Sample } from "./policyCalls";
import { useTeam } from "./team";

const PAUSE_MS = 400;

/** What a patient would read, as the server composes it, a moment after the last keystroke. */
export function usePolicyPreview(body: Ref<PolicyBody | null>, sample: Ref<Sample | null>) {
  const { post } = useTeam();
  const call = useCall((question: Question) => previewPolicy(post.value, newKey(), question));
  const question = computed<Question | null>(() =>
    body.value && sample.value ? { ...body.value, ...sample.value } : null,
  );
  /** Compared as text, because every keystroke makes it anew. */
  const text = computed(() => question.value && JSON.stringify(question.value));
  const waiting = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    waiting.value = false;
    if (question.value) await call.run(question.value);
  }
  watch(
    text,
    (next) => {
      clearTimeout(timer);
      call.problem.value = null;
      waiting.value = next !== null;
      if (next !== null) timer = setTimeout(() => void ask(), call.data.value ? PAUSE_MS : 0);
    },
    { immediate: true },
  );
  // Told to wait, it asks again by itself.
  watch(call.problem, (problem) => {
    if (problem?.status === 429) timer = setTimeout(() => void ask(), (problem.retryAfter ?? 10) * 1000);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
  });

  return {
    receipt: call.data,
    problem: call.problem,
    isPending: computed(() => waiting.value || call.pending.value),
    isComplete: computed(() => question.value !== null),
    retry: ask,
  };
}
