import { onScopeDispose, readonly, ref } from "vue";

const MINUTE_MS = 60_000;

/** The time, to the minute. */
export function useNow() {
  const now = ref(new Date());
  const timer = setInterval(() => {
    now.value = new Date();
  }, MINUTE_MS / 2);
  onScopeDispose(() => {
    clearInterval(timer);
  });
  return readonly(now);
}
