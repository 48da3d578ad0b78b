import { computed, onBeforeUnmount, ref } from "vue";

/** Seconds to a deadline, counted on this device's clock, awake or asleep. */
export function useCountdown(onEnd: () => void) {
  const deadline = ref<number | null>(null);
  const now = ref(Date.now());
  const left = computed(() =>
    deadline.value === null ? null : Math.max(0, (deadline.value - now.value) / 1000),
  );

  const timer = setInterval(() => {
    now.value = Date.now();
    if (left.value !== 0) return;
    deadline.value = null;
    onEnd();
  }, 500);
  onBeforeUnmount(() => {
    clearInterval(timer);
  });

  function start(at: number): void {
    now.value = Date.now();
    deadline.value = at;
  }
  function stop(): void {
    deadline.value = null;
  }
  return { left, start, stop };
}
