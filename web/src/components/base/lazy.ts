import { defineComponent, h, shallowRef, type Component } from "vue";

/** A component that is fetched when it is first shown. Vue's own way carries more than these pages need. */
export function lazy<C extends Component>(load: () => Promise<{ default: C }>): C {
  const found = shallowRef<Component | null>(null);
  const shell = defineComponent({
    inheritAttrs: false,
    setup(_, { attrs, slots }) {
      void load().then((module) => (found.value = module.default));
      return () => found.value && h(found.value, attrs, slots);
    },
  });
  return shell as unknown as C;
}
