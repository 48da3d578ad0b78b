import { onBeforeUnmount } from "vue";
import { onBeforeRouteLeave } from "vue-router";
import { t } from "@/i18n";

/** Asks before what is not saved is lost; gives the question itself, for leaving within a page. */
export function useLeaving(isUnsaved: () => boolean): () => boolean {
  const mayLeave = (): boolean => !isUnsaved() || confirm(t("provider.hours.save.leave"));
  const warn = (event: BeforeUnloadEvent): void => {
    if (isUnsaved()) event.preventDefault();
  };
  addEventListener("beforeunload", warn);
  onBeforeUnmount(() => {
    removeEventListener("beforeunload", warn);
  });
  onBeforeRouteLeave(mayLeave);
  return mayLeave;
}
