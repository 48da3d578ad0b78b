import { nextTick, ref, shallowRef, type Ref } from "vue";
import { announce } from "@/app/announce";
import { toast } from "@/app/toasts";
import type { Provider } from "@/api/calls";
import { t } from "@/i18n";
import type { Drawn } from "./grid";
import { useHours } from "./useHours";
import type { Done } from "./useOpening";
import type { TimeWish } from "./useTimeForm";

/** Opening and closing time from the calendar: drawn or typed, and taken back. */
export function useDrawing(shown: Ref<readonly Provider[]>, day: Ref<string>, clear: () => void) {
  const { remove } = useHours(shown);
  const drawn = shallowRef<Drawn | null>(null);
  const anchor = shallowRef<HTMLElement | null>(null);
  const wish = shallowRef<TimeWish | null>(null);
  const undoable = shallowRef<Done | null>(null);
  const undoing = ref(false);

  async function draw(what: Drawn): Promise<void> {
    await nextTick();
    drawn.value = what;
    anchor.value = document.querySelector<HTMLElement>(".time-grid .drawn");
  }

  function stopDrawing(): void {
    drawn.value = null;
    clear();
  }

  function startTyping(): void {
    const [first] = shown.value;
    if (first) wish.value = { providerId: first.id, day: day.value };
  }

  function finish(done: Done): void {
    wish.value = null;
    stopDrawing();
    undoable.value = done;
  }

  async function undo(): Promise<void> {
    const done = undoable.value;
    if (!done) return;
    undoing.value = true;
    try {
      await remove(done.opened.providerId, done.opened.exceptionIds);
      announce(t("provider.time.undone"));
    } catch {
      toast("bad", t("provider.time.notUndone"));
    } finally {
      undoing.value = false;
      undoable.value = null;
    }
  }

  return { drawn, anchor, wish, undoable, undoing, draw, startTyping, finish, undo, stopDrawing };
}
