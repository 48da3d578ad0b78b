/** Waiting for the link in the email to be opened, on whatever device. */
import { onBeforeUnmount, ref } from "vue";
import { SignInProblem, type SignInFault } from "./gate";
import { endSession, useGate, useSession } from "./session";

const POLL_MS = 4000;
const AGAIN_SECONDS = 60;

export function useVerification() {
  const { person } = useSession();
  const left = ref(AGAIN_SECONDS);
  const note = ref<"notYet" | "sent" | SignInFault | null>(null);

  async function look(): Promise<void> {
    if (document.visibilityState === "visible") await (await useGate()).refresh();
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      note.value = error instanceof SignInProblem ? error.fault : "unknown";
    }
  }

  const check = (): Promise<void> =>
    attempt(async () => {
      await (await useGate()).refresh();
      note.value = person.value?.verified ? null : "notYet";
    });

  const sendAgain = (): Promise<void> =>
    attempt(async () => {
      left.value = AGAIN_SECONDS;
      await (await useGate()).sendVerification();
      note.value = "sent";
    });

  const useAnother = (): Promise<void> => endSession("left");

  // A look that fails is followed by the next one.
  const polling = setInterval(() => void look().catch(() => undefined), POLL_MS);
  const counting = setInterval(() => {
    left.value = Math.max(0, left.value - 1);
  }, 1000);
  onBeforeUnmount(() => {
    clearInterval(polling);
    clearInterval(counting);
  });

  return { person, left, note, check, sendAgain, useAnother };
}
