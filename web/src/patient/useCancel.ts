/** Calling a visit off: first what it costs, then that and nothing else. */
import { computed, ref, shallowRef } from "vue";
import { cancelAppointment, previewCancel, type Cancelled, type CancelPreview } from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { recordKeys } from "./useRecord";

/** How long a fee that is about to change is waited for. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export function useCancel(clinicId: () => string, appointmentId: string) {
  const preview = shallowRef<CancelPreview | null>(null);
  const done = shallowRef<Cancelled | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const busy = ref(false);
  const intention = rememberIntention();
  /** Why the fee shown is another than a moment ago. */
  const changed = ref<"turned" | "changed" | null>(null);
  const isGone = computed(() => problem.value?.code === "not_cancellable" || problem.value?.status === 404);
  let turning: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    clearTimeout(turning);
    problem.value = null;
    try {
      preview.value = await previewCancel(clinicId(), appointmentId);
      waitForTurn(preview.value);
    } catch (error) {
      problem.value = asProblem(error);
    }
  }

  /** Where the free time ends while the dialog is open, the fee is asked for again, and said. */
  function waitForTurn({ receipt, fee_minor, as_of }: CancelPreview): void {
    if (receipt.free_until === null || fee_minor > 0 || receipt.barred) return;
    const left = Date.parse(receipt.free_until) - Date.parse(as_of);
    if (left <= 0 || left > LONGEST_WAIT_MS) return;
    turning = setTimeout(() => void turn(), left + 1000);
  }

  async function turn(): Promise<void> {
    await look();
    if ((preview.value?.fee_minor ?? 0) > 0) changed.value = "turned";
  }

  async function cancel(reason: string): Promise<void> {
    if (busy.value || !preview.value) return;
    busy.value = true;
    problem.value = null;
    const expected = preview.value.fee_minor;
    try {
      const body = {
        appointment_id: appointmentId,
        expected_fee_minor: expected,
        reason: reason.trim() || null,
      };
      done.value = await cancelAppointment(clinicId(), intention.keyFor(body), body);
      await queries.invalidateQueries({ queryKey: recordKeys.visits(clinicId()) });
    } catch (error) {
      await refuse(asProblem(error));
    } finally {
      busy.value = false;
    }
  }

  async function refuse(refusal: ApiProblem): Promise<void> {
    if (refusal.code !== "fee_changed") {
      problem.value = refusal;
      return;
    }
    await look();
    changed.value = "changed";
  }

  const stop = (): void => {
    clearTimeout(turning);
  };
  return { preview, done, problem, busy, changed, isGone, look, cancel, stop };
}
