/** The patient's details: read where they are a patient already, sent where they are new or have changed. */
import { computed, reactive, ref, shallowRef } from "vue";
import { changeProfile, getProfile, signUp, type Details, type Profile } from "@/api/calls";
import { rememberIntention } from "@/api/intention";
import { asProblem, type ApiProblem } from "@/api/problem";
import { detailsOf, emptyForm, fieldOf, findFaults, formOf, type DetailsFaults } from "@/booking/detailsForm";
import { t } from "@/i18n";

export function useDetails(clinicId: () => string) {
  const form = reactive(emptyForm(""));
  const profile = shallowRef<Profile | null>(null);
  const faults = ref<DetailsFaults>({});
  const problem = shallowRef<ApiProblem | null>(null);
  const state = ref<"loading" | "ready" | "failed">("loading");
  const saving = ref(false);
  const isNew = computed(() => profile.value === null);
  const intention = rememberIntention();

  async function load(name: string): Promise<void> {
    state.value = "loading";
    problem.value = null;
    try {
      profile.value = await getProfile(clinicId());
      Object.assign(form, formOf(profile.value));
      state.value = "ready";
    } catch (error) {
      const found = asProblem(error);
      // Signed in, but no patient of this clinic yet.
      const isStranger = found.status === 404 || found.code === "forbidden";
      if (isStranger) Object.assign(form, emptyForm(name));
      else problem.value = found;
      state.value = isStranger ? "ready" : "failed";
    }
  }

  function check(): boolean {
    faults.value = findFaults(form, new Date());
    return Object.keys(faults.value).length === 0;
  }

  async function send(details: Details): Promise<Profile> {
    const known = profile.value;
    const key = intention.keyFor(details);
    if (!known) return signUp(clinicId(), key, details);
    const unchanged = JSON.stringify(detailsOf(formOf(known), new Date())) === JSON.stringify(details);
    return unchanged ? known : changeProfile(clinicId(), key, { ...details, version: known.version });
  }

  function refuse(found: ApiProblem): void {
    const field = fieldOf(found.field);
    if (field) faults.value = { [field]: found.body.detail ?? t("common.problem.fieldRefused") };
    else problem.value = found;
  }

  /** Null where something needs mending first. */
  async function save(): Promise<Profile | null> {
    problem.value = null;
    if (saving.value || !check()) return null;
    saving.value = true;
    try {
      profile.value = await send(detailsOf(form, new Date()));
      intention.forget();
      return profile.value;
    } catch (error) {
      refuse(asProblem(error));
      return null;
    } finally {
      saving.value = false;
    }
  }

  return { form, profile, faults, problem, state, saving, isNew, load, save };
}
