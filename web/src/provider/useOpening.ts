import { ref, shallowRef, type Ref } from "vue";
import type { Provider } from "@/api/calls";
import { asProblem, type ApiProblem } from "@/api/problem";
import { t } from "@/i18n";
import type { Visit } from "./calls";
import { daysOf, type Span } from "./span";
import { useHours, type Kind, type Opened } from "./useHours";
import { spanWords } from "./visit";
import { instantOf } from "./wall";

/** What was done, in words, and how to take it back. */
export interface Done {
  readonly opened: Opened;
  readonly words: string;
}

/** "Thu, Mar 11, 5:00–6:00 PM EST", from the first moment to the last. */
export function spansWords(zone: string, spans: readonly Span[]): string {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return "";
  const from = instantOf(zone, first.firstDay, first.range.start);
  const until = instantOf(zone, last.lastDay, last.range.end);
  return spanWords(zone, from.toISOString(), until.toISOString());
}

/** The visits of a provider that some of these spans meet. */
export function countVisits(visits: readonly Visit[], provider: Provider, spans: readonly Span[]): number {
  const { id, zone } = provider;
  const stretches = spans.flatMap((span) =>
    daysOf(span).map((day) => ({
      from: instantOf(zone, day, span.range.start).getTime(),
      until: instantOf(zone, day, span.range.end).getTime(),
    })),
  );
  const meets = (visit: Visit): boolean =>
    stretches.some(
      ({ from, until }) => Date.parse(visit.starts_at) < until && from < Date.parse(visit.ends_at),
    );
  return visits.filter((visit) => visit.provider_id === id && meets(visit)).length;
}

/** Opening and closing time, from wherever it is asked for. */
export function useOpening(providers: Ref<readonly Provider[]>) {
  const { set, hoursOf } = useHours(providers);
  const saving = ref(false);
  const refusal = shallowRef<ApiProblem | null>(null);

  async function submit(
    provider: Provider,
    kind: Kind,
    spans: readonly Span[],
    note = "",
  ): Promise<Done | null> {
    saving.value = true;
    refusal.value = null;
    try {
      const opened = await set(provider.id, kind, spans, note);
      const when = spansWords(provider.zone, spans);
      return {
        opened,
        words: kind === "open" ? t("provider.time.opened", { when }) : t("provider.time.closed", { when }),
      };
    } catch (error) {
      refusal.value = asProblem(error);
      return null;
    } finally {
      saving.value = false;
    }
  }

  return { hoursOf, saving, refusal, submit };
}
