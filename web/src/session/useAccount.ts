/** The forms in front of the gate: signing in, signing up, resetting, each with what went wrong in words. */
import { reactive, ref, shallowRef } from "vue";
import { t } from "@/i18n";
import { SignInProblem, type SecondFactor, type SignInFault } from "./gate";
import { useGate } from "./session";

export const PASSWORD_LENGTH = 12;
type Field = "name" | "email" | "password" | "code";

export function useAccount() {
  const form = reactive({ name: "", email: "", password: "", code: "" });
  const faults = ref<Partial<Record<Field, string>>>({});
  const fault = ref<SignInFault | null>(null);
  const busy = ref(false);
  const factor = shallowRef<SecondFactor | null>(null);

  /** True where it worked. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    fault.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      fault.value = error instanceof SignInProblem ? error.fault : "unknown";
      return false;
    } finally {
      busy.value = false;
    }
  }

  function check(...fields: readonly Field[]): boolean {
    const empty = fields.filter((field) => !form[field].trim());
    faults.value = Object.fromEntries(empty.map((field) => [field, t(`session.fault.${field}`)]));
    return empty.length === 0;
  }

  function checkNewPassword(): boolean {
    const { length } = form.password;
    if (length >= PASSWORD_LENGTH) return true;
    faults.value = { ...faults.value, password: t("session.fault.short", { n: length }) };
    return false;
  }

  /** "factor" where a code is asked for next. */
  async function signIn(): Promise<"in" | "factor" | null> {
    if (!check("email", "password")) return null;
    const worked = await attempt(async () => {
      factor.value = await (await useGate()).signIn(form.email.trim(), form.password);
    });
    if (!worked) return null;
    return factor.value ? "factor" : "in";
  }

  async function giveCode(): Promise<boolean> {
    if (!/^\d{6}$/.test(form.code)) {
      faults.value = { code: t("session.fault.code") };
      return false;
    }
    faults.value = {};
    return attempt(async () => {
      await factor.value?.resolve(form.code);
    });
  }

  async function signUp(): Promise<boolean> {
    const isFilled = check("name", "email", "password");
    if (form.password ? !checkNewPassword() : !isFilled) return false;
    return (
      isFilled &&
      attempt(async () => (await useGate()).signUp(form.email.trim(), form.password, form.name.trim()))
    );
  }

  async function sendReset(): Promise<boolean> {
    if (!check("email")) return false;
    return attempt(async () => (await useGate()).sendReset(form.email.trim()));
  }

  async function resetPassword(code: string): Promise<boolean> {
    faults.value = {};
    if (!checkNewPassword()) return false;
    return attempt(async () => {
      const gate = await useGate();
      const email = await gate.checkReset(code);
      await gate.resetPassword(code, form.password);
      factor.value = await gate.signIn(email, form.password);
    });
  }

  return { form, faults, fault, busy, factor, signIn, giveCode, signUp, sendReset, resetPassword };
}
