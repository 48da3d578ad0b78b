/** Holding a time: ten minutes of it being nobody else's, and what happens when it is gone or they are over. */
import { ref, shallowRef } from "vue";
import { getOpenSlots, holdSlot, type Clinic, type Slot } from "@/api/calls";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import { announce } from "@/app/announce";
import { t } from "@/i18n";
import { addDays } from "@/time/days";
import { dayOf } from "@/time/zone";
import { deadlineOf } from "./countdown";
import { chooseSlot, draft } from "./draft";
import { findNearest } from "./nearest";
import { useCountdown } from "./useCountdown";

export type HoldPhase = "holding" | "held" | "taken" | "late" | "over" | "failed";
const NEAREST = 3;
const DAYS_AROUND = 14;
/** The server's clock may be a moment behind this device's. */
const GRACE_MS = 2000;

export function useHold(clinic: () => Clinic | null) {
  const phase = ref<HoldPhase>("holding");
  const nearest = shallowRef<readonly Slot[]>([]);
  /** What was paid for a time that had gone, and is on its way back. */
  const returnedMinor = ref(0);
  const problem = shallowRef<ApiProblem | null>(null);
  const isAnswering = ref(false);
  const countdown = useCountdown(() => void end());

  async function findOthers(slot: Slot): Promise<readonly Slot[]> {
    const [at, typeId] = [clinic(), draft.typeId];
    if (!at || !typeId) return [];
    const today = dayOf(at.zone, new Date());
    const from = addDays(dayOf(at.zone, slot.starts_at), -DAYS_AROUND);
    const firstDay = from < today ? today : from;
    const range = { firstDay, lastDay: addDays(firstDay, 2 * DAYS_AROUND) };
    const answer = await getOpenSlots({ clinicId: at.id, typeId, providerId: draft.providerId, ...range });
    return answer.days.flatMap((day) => day.slots);
  }

  /** The time went to somebody else. `offered` are those the refusal came with. */
  async function lose(kind: "taken" | "late", offered?: readonly Slot[], returned = 0): Promise<void> {
    const slot = draft.slot;
    if (!slot) return;
    countdown.stop();
    draft.held = null;
    returnedMinor.value = returned;
    const others = offered?.length ? offered : await findOthers(slot).catch(() => []);
    nearest.value = findNearest(others, slot.starts_at, NEAREST);
    phase.value = kind;
    announce(t("card.taken.announce"));
  }

  async function hold(slot: Slot): Promise<void> {
    const [at, typeId] = [clinic(), draft.typeId];
    if (!at || !typeId) return;
    chooseSlot(slot);
    phase.value = "holding";
    problem.value = null;
    const wanted = { provider_id: slot.provider_id, appointment_type_id: typeId, starts_at: slot.starts_at };
    try {
      draft.held = await holdSlot(at.id, newKey(), wanted);
      countdown.start(deadlineOf(draft.held.expires_at, Date.now()));
      phase.value = "held";
    } catch (error) {
      await refuse(asProblem(error));
    }
  }

  async function refuse(refusal: ApiProblem): Promise<void> {
    if (refusal.code === "slot_taken") return lose("taken", refusal.body.nearest);
    problem.value = refusal;
    phase.value = "failed";
  }

  /** The ten minutes are over: is the time still there? While the bank is being asked, its answer comes first. */
  async function end(): Promise<void> {
    const slot = draft.slot;
    if (!slot || isAnswering.value) return;
    draft.held = null;
    draft.accepted = false;
    await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
    const others = await findOthers(slot).catch(() => null);
    const isFree = others?.some(
      (one) => one.starts_at === slot.starts_at && one.provider_id === slot.provider_id,
    );
    if (isFree === false) return lose("taken", others ?? []);
    phase.value = "over";
  }

  const { left, stop } = countdown;
  return { phase, nearest, returnedMinor, problem, isAnswering, left, hold, lose, stop };
}
export type Hold = ReturnType<typeof useHold>;
