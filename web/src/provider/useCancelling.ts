import { computed, ref, shallowRef, watch, type Ref } from "vue";
import { asProblem, type ApiProblem } from "@/api/problem";
import { useCall } from "@/api/useCall";
import { newAttempt } from "./attempt";
import { cancelVisit, previewCancel, type Cancelled, type CancelledBy } from "./calls";
import { useTeam } from "./team";
import { forgetCharges } from "./useCharges";
import { forgetVisits } from "./useVisits";

/** What cancelling a visit costs, by whoever asks for it, and then doing it for exactly that. */
export function useCancelling(visitId: Ref<string>) {
  const { post } = useTeam();
  const by = ref<CancelledBy | null>(null);
  const preview = useCall(previewCancel);
  const refusal = shallowRef<ApiProblem | null>(null);
  const saving = ref(false);
  /** No fee is asked for, although the patient cancels. */
  const waive = ref(false);
  const fee = computed(() => (by.value === "clinic" ? 0 : (preview.data.value?.fee_minor ?? null)));
  const isWaived = computed(() => waive.value && by.value === "patient" && (fee.value ?? 0) > 0);
  const keyOf = newAttempt();

  const ask = () => preview.run(post.value, visitId.value, "patient");
  watch(visitId, ask, { immediate: true });

  /** Null where it was refused: a fee that has changed is shown anew and nothing is cancelled. */
  async function cancel(reason: string): Promise<Cancelled | null> {
    if (saving.value || by.value === null || fee.value === null) return null;
    const given = {
      id: visitId.value,
      by: by.value,
      expectedFee: fee.value,
      reason: reason.trim() || null,
      waive: isWaived.value,
    };
    saving.value = true;
    refusal.value = null;
    try {
      return await cancelVisit(post.value, keyOf(given), given);
    } catch (error) {
      refusal.value = asProblem(error);
      if (refusal.value.code === "fee_changed") await ask();
      return null;
    } finally {
      saving.value = false;
      void forgetVisits(post.value.clinic);
      void forgetCharges(post.value.clinic);
    }
  }

  return { by, fee, waive, isWaived, preview, ask, refusal, saving, cancel };
}
