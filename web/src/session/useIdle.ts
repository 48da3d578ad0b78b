import { onBeforeUnmount, ref, shallowRef } from "vue";
import { judgeIdle, type IdleState } from "./idle";
import { endSession, useGate } from "./session";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
/** Outlives a reload, so that reloading an abandoned page isn't a sign of life. */
const LAST = "last-active";

/** Watches over a session for as long as the component that called it is there. */
export function useIdle() {
  const state = shallowRef<IdleState>({ kind: "active" });
  const signedInAt = ref(Date.now());
  let lastActive = Number(sessionStorage.getItem(LAST) ?? Date.now());

  function stay(): void {
    lastActive = Date.now();
    sessionStorage.setItem(LAST, String(lastActive));
    state.value = { kind: "active" };
  }

  // Once warned, only the button counts: a passing sleeve keeps nobody's record open.
  function onSign(): void {
    if (state.value.kind === "active") stay();
  }

  function judge(): void {
    const next = judgeIdle(Date.now(), lastActive, signedInAt.value);
    state.value = next;
    if (next.kind === "over") void endSession(next.reason);
  }

  void useGate()
    .then((gate) => gate.signedInAt())
    .then((at) => {
      signedInAt.value = at ?? Date.now();
    });
  const timer = setInterval(judge, 1000);
  SIGNS_OF_LIFE.forEach((sign) => {
    addEventListener(sign, onSign, { passive: true });
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    SIGNS_OF_LIFE.forEach((sign) => {
      removeEventListener(sign, onSign);
    });
  });
  judge();
  return { state, stay };
}
