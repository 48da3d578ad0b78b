import { watchEffect } from "vue";

/** The tab's title: where one is, then whose page it is. Never anything about a visit. */
export function useTitle(parts: () => readonly (string | undefined)[]): void {
  watchEffect(() => {
    document.title = parts()
      .filter((part) => part)
      .join(" · ");
  });
}
