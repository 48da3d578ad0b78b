/** Who of the team is signed in: their role, found by asking, because nobody but the server knows it. */
import { computed, readonly, ref, shallowRef } from "vue";
import { findProvider, openClinic, useClinic } from "@/app/clinic";
import type { Clinic, Provider } from "@/api/calls";
import { asProblem, type ApiProblem } from "@/api/problem";
import { onFarewell, useSession } from "@/session/session";
import { getHours, type Post, type TeamRole } from "./calls";
import { hoursKey } from "./keys";
import { queries } from "@/api/queries";

/** The one that may most comes first. */
const ROLES: readonly TeamRole[] = ["owner", "provider", "staff"];

const role = ref<TeamRole | null>(null);
const refusal = shallowRef<ApiProblem | null>(null);
const { clinic } = useClinic();

/** Asked for first after a reload; the session's storage goes with the session. */
const LAST = "team-role";

const rolesToAsk = (): readonly TeamRole[] =>
  [...ROLES].sort(
    (a, b) => Number(b === sessionStorage.getItem(LAST)) - Number(a === sessionStorage.getItem(LAST)),
  );

async function findRole(at: Clinic, provider: Provider): Promise<TeamRole> {
  const roles = rolesToAsk();
  for (const as of roles) {
    try {
      const hours = await getHours({ clinic: at.id, as }, provider.id);
      queries.setQueryData(hoursKey(at.id, provider.id), hours);
      sessionStorage.setItem(LAST, as);
      return as;
    } catch (error) {
      if (asProblem(error).code !== "forbidden" || as === roles.at(-1)) throw error;
    }
  }
  throw new Error("no role was asked for");
}

/** Finds the clinic and the caller's place in it. What stands in the way is in `refusal`. */
export async function openTeam(): Promise<void> {
  refusal.value = null;
  if (role.value) return;
  const at = await openClinic();
  const [first] = at?.providers ?? [];
  if (!at || !first) return;
  try {
    role.value = await findRole(at, first);
  } catch (error) {
    refusal.value = asProblem(error);
  }
}

onFarewell(() => {
  role.value = null;
  refusal.value = null;
});

/** For what is shown only once the team is open. */
export function useTeam() {
  const { person } = useSession();
  const post = computed<Post>(() => ({ clinic: clinic.value?.id ?? "", as: role.value ?? "staff" }));
  const canEdit = computed(() => role.value === "owner" || role.value === "provider");
  /** The clinic's provider of the same name: the calendar that is opened first. */
  const own = computed(() => clinic.value?.providers.find((one) => one.name === person.value?.name) ?? null);
  const providers = computed(() => clinic.value?.providers ?? []);
  const providerOf = (id: string): Provider | null => findProvider(clinic.value, id);
  return { clinic, role: readonly(role), refusal, person, post, canEdit, own, providers, providerOf };
}
