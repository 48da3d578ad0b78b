import { ref, shallowRef } from "vue";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import type { Visit } from "./calls";
import { useTeam } from "./team";
import { forgetCharges } from "./useCharges";
import { forgetVisits } from "./useVisits";
import { sayAttendance, type Attended, type Said } from "./visitCalls";

/** Saying how a visit went. What touches no money is shown at once, and taken back where it is refused. */
export function useAttendance() {
  const { post } = useTeam();
  const refusal = shallowRef<ApiProblem | null>(null);
  const saving = ref(false);
  const intention = rememberIntention();

  function show(id: string, status: Said): void {
    queries.setQueriesData<readonly Visit[]>({ queryKey: ["visits", post.value.clinic] }, (known) =>
      known?.map((one) => (one.id === id ? { ...one, status } : one)),
    );
  }

  async function say(visit: Visit, status: Said): Promise<Attended | null> {
    if (saving.value) return null;
    const { clinic } = post.value;
    const wish = { appointment_id: visit.id, status, version: visit.version };
    const isPlain = status !== "noshow" && visit.status !== "noshow";
    saving.value = true;
    refusal.value = null;
    try {
      if (isPlain) show(visit.id, status);
      return await sayAttendance(post.value, intention.keyFor(wish), wish);
    } catch (error) {
      refusal.value = asProblem(error);
      if (isPlain) show(visit.id, visit.status as Said);
      return null;
    } finally {
      // The next word needs the version that this one made.
      await Promise.all([forgetVisits(clinic), forgetCharges(clinic)]);
      saving.value = false;
    }
  }

  return { refusal, saving, say };
}
