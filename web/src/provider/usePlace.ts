import { computed } from "vue";
import { useRoute, useRouter } from "vue-router";
import type { Provider } from "@/api/calls";
import { dayOf } from "@/time/zone";
import { step, VIEWS, type View } from "./days";
import { useTeam } from "./team";
import { useWide } from "./useWide";

/** Everybody's calendars beside each other. */
export const EVERYBODY = "all";

/** Where in the calendar one is: in the address, so that going back and reloading keep it. */
export function usePlace() {
  const route = useRoute();
  const router = useRouter();
  const { clinic, own, providers } = useTeam();
  const isWide = useWide();

  const query = (name: string): string => (typeof route.query[name] === "string" ? route.query[name] : "");
  const go = (change: Record<string, string>) => router.replace({ query: { ...route.query, ...change } });

  const whose = computed({
    get: () => {
      const wanted = query("with");
      const known = wanted === EVERYBODY || providers.value.some((one) => one.id === wanted);
      return known ? wanted : (own.value?.id ?? providers.value[0]?.id ?? EVERYBODY);
    },
    set: (id) => void go({ with: id }),
  });
  const shown = computed<readonly Provider[]>(() =>
    whose.value === EVERYBODY ? providers.value : providers.value.filter((one) => one.id === whose.value),
  );
  /** The provider's; the clinic's where there are several on the page. */
  const zone = computed(
    () => (shown.value.length === 1 ? shown.value[0]?.zone : clinic.value?.zone) ?? "America/New_York",
  );
  const view = computed<View>({
    get: () => {
      const wanted = VIEWS.find((one) => one === query("view")) ?? (isWide.value ? "week" : "agenda");
      return wanted === "week" && !isWide.value ? "agenda" : wanted;
    },
    set: (next) => void go({ view: next }),
  });
  const today = () => dayOf(zone.value, new Date());
  const day = computed({
    get: () => (/^\d{4}-\d{2}-\d{2}$/.test(query("day")) ? query("day") : today()),
    set: (next) => void go({ day: next }),
  });
  const turn = (count: number): void => {
    day.value = step(view.value, day.value, count);
  };
  const goToday = (): void => {
    day.value = today();
  };
  /** Where a visit has gone, if it isn't there already. */
  const follow = (providerId: string, instant: string): void => {
    const isShown = shown.value.some((one) => one.id === providerId);
    void go({ day: dayOf(zone.value, instant), ...(isShown ? {} : { with: providerId }) });
  };
  return { whose, shown, zone, view, day, turn, goToday, follow, isWide };
}
