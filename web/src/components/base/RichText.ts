import { defineComponent, type PropType } from "vue";
import { cut, type Key } from "@/i18n";

/** A message with elements in it: each {name} is the slot of that name. */
export default defineComponent({
  name: "RichText",
  props: { path: { type: String as PropType<Key>, required: true } },
  setup:
    (props, { slots }) =>
    () =>
      cut(props.path).map((piece, index) => (index % 2 ? slots[piece]?.() : piece)),
});
