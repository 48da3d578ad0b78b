import { ref, shallowRef } from "vue";
import { asProblem, type ApiProblem } from "./problem";

/**
 * One call and what became of it. The public pages use this; the signed-in ones, which share and refresh
 * what they read, use vue-query, whose weight the first pages need not carry.
 */
export function useCall<A extends unknown[], T>(call: (...args: A) => Promise<T>) {
  const data = shallowRef<T | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const pending = ref(false);
  let latest = 0;

  /** Null where it failed, or where a later call has overtaken this one. */
  async function run(...args: A): Promise<T | null> {
    const mine = ++latest;
    pending.value = true;
    problem.value = null;
    try {
      const answer = await call(...args);
      if (mine !== latest) return null;
      data.value = answer;
      return answer;
    } catch (error) {
      if (mine === latest) problem.value = asProblem(error);
      return null;
    } finally {
      if (mine === latest) pending.value = false;
    }
  }

  return { data, problem, pending, run };
}
