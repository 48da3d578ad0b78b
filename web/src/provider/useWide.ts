import { onScopeDispose, readonly, ref } from "vue";

/** Whether there is room for a week: as the styles have it. */
export function useMedia(query: string) {
  const media = matchMedia(query);
  const matches = ref(media.matches);
  const follow = (): void => {
    matches.value = media.matches;
  };
  media.addEventListener("change", follow);
  onScopeDispose(() => {
    media.removeEventListener("change", follow);
  });
  return readonly(matches);
}

export const useWide = () => useMedia("(min-width: 52.01rem)");
/** Room for a visit beside the week. */
export const useRoomy = () => useMedia("(min-width: 64.01rem)");
