import type { IconNode } from "lucide";
import { h, type FunctionalComponent } from "vue";

/** One of lucide's drawings. Decoration: what it means stands beside it in words. */
const AppIcon: FunctionalComponent<{ of: IconNode }> = ({ of }) =>
  h(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    of.map(([tag, attributes]) => h(tag, attributes)),
  );
AppIcon.props = ["of"];

export default AppIcon;
