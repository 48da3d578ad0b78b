import { readonly, ref } from "vue";

const spoken = ref("");

/** Says it to a screen reader, once whatever is being said is over. */
export function announce(text: string): void {
  // The same sentence twice in a row is only read if the region changes in between.
  spoken.value = "";
  requestAnimationFrame(() => {
    spoken.value = text;
  });
}

export const announcement = readonly(spoken);
