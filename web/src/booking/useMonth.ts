/** A month of open times of one kind of visit, with one provider or whoever is free, and the day looked at. */
import { computed, ref, watch } from "vue";
import type { Clinic, SlotDay } from "@/api/calls";
import { addMonths, daysBetween, firstOfMonth, formatDay, isSameMonth, lastOfMonth } from "@/time/days";
import { dayOf, findClockChange, zoneAbbreviation, type ClockChange } from "@/time/zone";
import { useOpenSlots } from "./useOpenSlots";

/** How far ahead one can leaf. What lies beyond a provider's own horizon is closed anyway. */
const MONTHS_AHEAD = 12;

interface Choice {
  readonly clinic: () => Clinic | null;
  readonly typeId: () => string | null;
  readonly providerId: () => string | null;
  /** An instant whose month and day are shown first. */
  readonly startAt?: () => string | null;
}

export type Month = ReturnType<typeof useMonth>;

export function useMonth(choice: Choice) {
  const { days: known, count, nextFree, problem, pending, load } = useOpenSlots();
  const zone = computed(() => choice.clinic()?.zone ?? "UTC");
  const today = computed(() => dayOf(zone.value, new Date()));
  const start = choice.startAt?.() ?? null;
  const month = ref(firstOfMonth(start ? dayOf(zone.value, start) : today.value));
  const picked = ref<string | null>(start && dayOf(zone.value, start));

  const firstDay = computed(() => (isSameMonth(month.value, today.value) ? today.value : month.value));
  const lastDay = computed(() => lastOfMonth(month.value));
  /** While the answer is on its way, the days stand there empty, so that nothing jumps. */
  const days = computed<readonly SlotDay[]>(() =>
    known.value[0]?.date === firstDay.value
      ? known.value
      : daysBetween(firstDay.value, lastDay.value).map((date) => ({ date, state: "closed", slots: [] })),
  );
  const day = computed(() => days.value.find((one) => one.date === picked.value) ?? null);
  /** The zone's short name, as it is on the day looked at. */
  const abbreviation = computed(() =>
    zoneAbbreviation(zone.value, day.value?.slots[0]?.starts_at ?? `${firstDay.value}T12:00:00Z`),
  );
  const nextFreeDay = computed(() => {
    const later = days.value.find((one) => one.state === "free" && one.date > (picked.value ?? ""));
    return later?.date ?? null;
  });
  const clockChange = computed<ClockChange | null>(() =>
    findClockChange(zone.value, firstDay.value, lastDay.value),
  );
  const title = computed(() => formatDay(month.value, "monthYear"));
  const hasEarlier = computed(() => month.value > firstOfMonth(today.value));
  const hasLater = computed(() => month.value < addMonths(today.value, MONTHS_AHEAD));

  async function refresh(): Promise<void> {
    const [clinic, typeId] = [choice.clinic(), choice.typeId()];
    if (!clinic || !typeId) return;
    const range = { firstDay: firstDay.value, lastDay: lastDay.value };
    await load({ clinicId: clinic.id, typeId, providerId: choice.providerId(), ...range });
    if (day.value?.state === "closed" || day.value === null) pickFirst();
  }

  function pickFirst(): void {
    picked.value = days.value.find((one) => one.state === "free")?.date ?? null;
  }

  function leaf(months: number): void {
    month.value = addMonths(month.value, months);
    picked.value = null;
  }

  /** Shows the month and day of an instant. */
  function show(instant: string): void {
    picked.value = dayOf(zone.value, instant);
    month.value = firstOfMonth(picked.value);
  }

  watch([() => choice.clinic()?.id, choice.typeId, choice.providerId, month], refresh, { immediate: true });

  return {
    zone,
    abbreviation,
    today,
    month,
    title,
    days,
    day,
    picked,
    count,
    nextFree,
    nextFreeDay,
    clockChange,
    hasEarlier,
    hasLater,
    pending,
    problem,
    leaf,
    show,
    refresh,
  };
}
