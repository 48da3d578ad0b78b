import { ref, shallowRef } from "vue";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { Charge } from "@/charges/charge";
import { changeCharge, type ChargeChange } from "./chargeCalls";
import { useTeam } from "./team";
import { forgetCharges, putCharge } from "./useCharges";
import { forgetVisits } from "./useVisits";

/**
 * Waiving, refunding, charging now. Nothing is shown as done before the server says so. `onChanged` comes before the
 * charge is shown as it is then, which takes away what asked for it.
 */
export function useChargeChange(onChanged: (charge: Charge) => void) {
  const { post } = useTeam();
  const refusal = shallowRef<ApiProblem | null>(null);
  const saving = ref(false);
  const intention = rememberIntention();

  /** Nothing happens while another change is under way. */
  async function change(wish: ChargeChange): Promise<void> {
    if (saving.value) return;
    const { clinic } = post.value;
    saving.value = true;
    refusal.value = null;
    try {
      const charge = await changeCharge(post.value, intention.keyFor(wish), wish);
      intention.forget();
      onChanged(charge);
      putCharge(clinic, charge);
    } catch (error) {
      refusal.value = asProblem(error);
    } finally {
      saving.value = false;
      void forgetCharges(clinic);
      void forgetVisits(clinic);
    }
  }

  return { refusal, saving, change };
}
