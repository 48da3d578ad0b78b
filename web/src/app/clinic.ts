/** The clinic whose pages are shown: read once, kept for the visit. */
import { computed, ref, shallowReactive, shallowRef } from "vue";
import { getClinic, type AppointmentType, type Clinic, type Provider } from "@/api/calls";
import { asProblem, type ApiProblem } from "@/api/problem";
import { loadConfig } from "@/config";

const known = shallowReactive(new Map<string, Clinic>());
const slug = ref<string | null>(null);
const problem = shallowRef<ApiProblem | null>(null);
const clinic = computed(() => (slug.value === null ? null : (known.get(slug.value) ?? null)));

/** The clinic of this address, or the one seen last, or the deployment's own. */
export async function openClinic(wanted?: string): Promise<Clinic | null> {
  problem.value = null;
  try {
    slug.value = wanted ?? slug.value ?? (await loadConfig()).defaultClinic;
    const found = known.get(slug.value) ?? (await getClinic(slug.value));
    known.set(slug.value, found);
    return found;
  } catch (error) {
    problem.value = asProblem(error);
    return null;
  }
}

export const findType = (from: Clinic | null, id: string | null): AppointmentType | null =>
  from?.appointment_types.find((type) => type.id === id) ?? null;

export const findProvider = (from: Clinic | null, id: string | null): Provider | null =>
  from?.providers.find((provider) => provider.id === id) ?? null;

export function useClinic() {
  return { clinic, slug, problem };
}
