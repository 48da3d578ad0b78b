import { computed } from "vue";
import { getOpenSlots, type SlotDay } from "@/api/calls";
import { useCall } from "@/api/useCall";

/** The open slots of some days, in one call. */
export function useOpenSlots() {
  const { data, problem, pending, run } = useCall(getOpenSlots);
  const days = computed<readonly SlotDay[]>(() => data.value?.days ?? []);
  const count = computed(() => days.value.reduce((sum, day) => sum + day.slots.length, 0));
  const nextFree = computed(() => data.value?.next_free ?? null);
  return { days, count, nextFree, problem, pending, load: run };
}
