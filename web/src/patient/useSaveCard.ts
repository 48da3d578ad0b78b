/** Putting a card on file, which is charged from then on. Nothing is charged now. */
import { ref, shallowRef } from "vue";
import { chooseCard, startCard, type CardSetup, type KeptCard } from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import type { CardForm } from "@/booking/useCardForm";
import { recordKeys } from "./useRecord";

export function useSaveCard(clinicId: () => string, form: CardForm) {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  const starting = rememberIntention();
  const keeping = rememberIntention();
  /** Confirmed at Stripe, and perhaps not yet kept by us: it is not asked for again. */
  let confirmed: CardSetup | null = null;

  async function confirm(): Promise<CardSetup | null> {
    if (!(await form.check())) return null;
    const setup = await startCard(clinicId(), starting.keyFor("start"));
    const isThrough = await form.confirm(setup.client_secret, location.pathname);
    return isThrough ? setup : null;
  }

  async function keep({ setup_intent_id }: CardSetup): Promise<readonly KeptCard[]> {
    return chooseCard(clinicId(), keeping.keyFor(setup_intent_id), { setup_intent_id });
  }

  /** True once it is on file. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    problem.value = null;
    try {
      confirmed ??= await confirm();
      if (!confirmed) return false;
      queries.setQueryData(recordKeys.cards(clinicId()), await keep(confirmed));
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, save };
}
