import { ref, shallowRef, watch, type Ref } from "vue";
import type { Slot } from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { useCall } from "@/api/useCall";
import type { Visit } from "./calls";
import { useTeam } from "./team";
import { forgetVisits } from "./useVisits";
import { moveVisit, previewMove, type Moved } from "./visitCalls";

/** Giving a visit another time: first what that means, then that and nothing else. */
export function useMoving(visit: Ref<Visit>, chosen: Ref<Slot | null>) {
  const { post } = useTeam();
  const preview = useCall(previewMove);
  const refusal = shallowRef<ApiProblem | null>(null);
  /** Offered where the chosen time went to somebody else. */
  const nearest = shallowRef<readonly Slot[] | null>(null);
  const saving = ref(false);
  const intention = rememberIntention();

  const wishFor = ({ provider_id, starts_at }: Slot) => ({
    appointment_id: visit.value.id,
    provider_id,
    starts_at,
  });
  async function ask(): Promise<void> {
    if (chosen.value) await preview.run(post.value, wishFor(chosen.value));
  }
  watch(chosen, (slot) => {
    preview.data.value = null;
    if (!slot) return;
    refusal.value = null;
    nearest.value = null;
    void ask();
  });

  /** Null where it was refused: then nothing was moved. */
  async function move(): Promise<Moved | null> {
    const [slot, terms] = [chosen.value, preview.data.value];
    if (saving.value || !slot || !terms) return null;
    const wish = {
      ...wishFor(slot),
      version: visit.value.version,
      expected_owed_minor: terms.owed_minor,
    };
    saving.value = true;
    refusal.value = null;
    try {
      return await moveVisit(post.value, intention.keyFor(wish), wish);
    } catch (error) {
      refuse(asProblem(error));
      return null;
    } finally {
      saving.value = false;
      void forgetVisits(post.value.clinic);
    }
  }

  function refuse(problem: ApiProblem): void {
    if (problem.code === "slot_taken") {
      chosen.value = null;
      nearest.value = problem.body.nearest ?? [];
    } else if (problem.code === "fee_changed") void ask();
    refusal.value = problem;
  }

  return { preview, refusal, nearest, saving, ask, move };
}
