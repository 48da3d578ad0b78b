/** Putting a card on file, or another in its place. Nothing is charged. */
import { ref, shallowRef } from "vue";
import { saveCard, startCard, type Card } from "@/api/calls";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import type { CardForm } from "@/booking/useCardForm";
import { recordKeys } from "./useRecord";

export function useSaveCard(clinicId: () => string, form: CardForm) {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);

  async function confirm(): Promise<Card | null> {
    const setup = await startCard(clinicId(), newKey());
    if (!(await form.confirm(setup.client_secret, location.pathname))) return null;
    return saveCard(clinicId(), newKey(), setup.setup_intent_id);
  }

  /** True once it is on file. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      const card = (await form.check()) ? await confirm() : null;
      if (card) queries.setQueryData(recordKeys.card(clinicId()), card);
      return card !== null;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, save };
}
