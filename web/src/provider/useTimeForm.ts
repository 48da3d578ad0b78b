import { computed, reactive, ref, watch } from "vue";
import { findProvider } from "@/app/clinic";
import { t } from "@/i18n";
import type { Visit } from "./calls";
import { coverOfSpans, type Span } from "./span";
import { useTeam } from "./team";
import type { Kind } from "./useHours";
import { countVisits, useOpening, type Done } from "./useOpening";
import { DAY_ENDS, readMinute } from "./wall";

export interface TimeWish {
  readonly providerId: string;
  readonly day: string;
}

/** A stretch on one day, typed. */
export function useTimeForm(wish: TimeWish, visits: () => readonly Visit[]) {
  const { clinic, providers } = useTeam();
  const { hoursOf, saving, refusal, submit: send } = useOpening(providers);
  const form = reactive({ ...wish, start: "09:00", end: "12:00", kind: "open", note: "" });
  const isAsked = ref(false);

  const provider = computed(() => findProvider(clinic.value, form.providerId));
  const end = computed(() => (form.end === "00:00" ? DAY_ENDS : readMinute(form.end)));
  const spans = computed<readonly Span[]>(() => [
    { firstDay: form.day, lastDay: form.day, range: { start: readMinute(form.start), end: end.value } },
  ]);
  const found = computed(() => {
    if (!form.day || !form.start || !form.end) return t("provider.time.missing");
    return end.value > readMinute(form.start) ? null : t("provider.time.order");
  });
  const fault = computed(() => (isAsked.value ? found.value : null));
  const cover = computed(() => {
    const hours = hoursOf(form.providerId);
    return hours && !found.value ? coverOfSpans(hours, spans.value) : null;
  });
  // What is open is there to be closed, and the other way round; the choice stays theirs.
  watch(
    cover,
    (now) => {
      if (now === "open") form.kind = "closed";
      if (now === "closed") form.kind = "open";
    },
    { immediate: true },
  );
  const visitCount = computed(() =>
    provider.value && !found.value ? countVisits(visits(), provider.value, spans.value) : 0,
  );

  async function submit(): Promise<Done | null> {
    isAsked.value = true;
    if (found.value || !provider.value) return null;
    return send(provider.value, form.kind as Kind, spans.value, form.note.trim());
  }

  return { form, cover, visitCount, fault, refusal, saving, submit };
}
