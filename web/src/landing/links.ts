/**
 * What the first page needs of vue-router, in its place: links that open the whole site. The first page is
 * one page, and the router would be a fifth of it.
 */
import { defineComponent, h, type PropType } from "vue";

export type RouteLocationRaw =
  | string
  | {
      readonly name: string;
      readonly params?: Record<string, string>;
      readonly query?: Record<string, string>;
    };

const PATHS: Readonly<Record<string, string>> = {
  "sign-in": "/sign-in",
  provider: "/provider",
  "book-time": "/c/:clinic/book/time",
};

export function pathOf(to: RouteLocationRaw): string {
  if (typeof to === "string") return to;
  const path = (PATHS[to.name] ?? "/").replace(/:(\w+)/g, (_, name: string) => to.params?.[name] ?? "");
  const query = new URLSearchParams(to.query ?? {}).toString();
  return query ? `${path}?${query}` : path;
}

type Leave = (path: string) => Promise<void>;
let leave: Leave = (path) => {
  location.assign(path);
  return Promise.resolve();
};

export function onLeave(next: Leave): void {
  leave = next;
}

function follow(event: MouseEvent, path: string): void {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlain) return;
  event.preventDefault();
  void leave(path);
}

export const RouterLink = defineComponent({
  props: { to: { type: [String, Object] as PropType<RouteLocationRaw>, required: true } },
  setup:
    (props, { slots }) =>
    () => {
      const path = pathOf(props.to);
      const onClick = (event: MouseEvent): void => {
        follow(event, path);
      };
      return h("a", { href: path, onClick }, slots["default"]?.());
    },
});

export function useRoute() {
  const clinic = /^\/c\/([^/]+)/.exec(location.pathname)?.[1];
  return { path: location.pathname, params: clinic ? { clinic } : {} };
}

export function useRouter() {
  return { push: (to: RouteLocationRaw) => leave(pathOf(to)), hasRoute: (name: string) => name in PATHS };
}
