/** Moving a visit: first what it would mean at the new time, then that and nothing else. */
import { ref, shallowRef } from "vue";
import {
  moveAppointment,
  previewMove,
  type Appointment,
  type Moved,
  type MovePreview,
  type Slot,
} from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { announce } from "@/app/announce";
import { t } from "@/i18n";
import { recordKeys } from "./useRecord";

/** `late`: the clinic's cut-off has passed. `gone`: it is not the visit that was looked at any more. */
export type MoveState = "choosing" | "taken" | "late" | "gone";

const GONE = new Set(["stale_version", "not_cancellable", "not_found"]);

export function useMove(clinicId: () => string, visit: Appointment) {
  const state = ref<MoveState>("choosing");
  const slot = shallowRef<Slot | null>(null);
  const preview = shallowRef<MovePreview | null>(null);
  const nearest = shallowRef<readonly Slot[]>([]);
  const done = shallowRef<Moved | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const busy = ref(false);
  /** What cancelling costs is another than a moment ago. */
  const changed = ref(false);
  const intention = rememberIntention();

  const wanted = ({ provider_id, starts_at }: Slot) => ({ appointment_id: visit.id, provider_id, starts_at });

  async function look(next: Slot | null): Promise<void> {
    slot.value = next;
    preview.value = null;
    problem.value = null;
    changed.value = false;
    state.value = "choosing";
    if (!next) return;
    try {
      const answer = await previewMove(clinicId(), wanted(next));
      if (slot.value === next) preview.value = answer;
    } catch (error) {
      if (slot.value === next) await refuse(asProblem(error));
    }
  }

  async function move(): Promise<void> {
    const [to, terms] = [slot.value, preview.value];
    if (busy.value || !to || !terms) return;
    busy.value = true;
    problem.value = null;
    const body = { ...wanted(to), version: visit.version, expected_owed_minor: terms.owed_minor };
    try {
      done.value = await moveAppointment(clinicId(), intention.keyFor(body), body);
      announce(t("home.move.doneTitle"));
      await queries.invalidateQueries({ queryKey: recordKeys.visits(clinicId()) });
    } catch (error) {
      await refuse(asProblem(error));
    } finally {
      busy.value = false;
    }
  }

  async function refuse(refusal: ApiProblem): Promise<void> {
    const { code } = refusal;
    if (code === "slot_taken") {
      nearest.value = refusal.body.nearest ?? [];
      state.value = "taken";
    } else if (code === "not_movable") state.value = "late";
    else if (GONE.has(code)) {
      state.value = "gone";
      await queries.invalidateQueries({ queryKey: recordKeys.visits(clinicId()) });
    } else if (code === "fee_changed") {
      await look(slot.value);
      changed.value = true;
    } else problem.value = refusal;
  }

  return { state, slot, preview, nearest, done, problem, busy, changed, look, move };
}
