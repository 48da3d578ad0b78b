/** Hours of the day in words. */
import type { Range } from "./opening";
import { formatMinute } from "./wall";
import { shortened } from "./visit";

/** "9:00 AM–12:00 PM", "1:00–5:00 PM". */
export function rangeWords({ start, end }: Range): string {
  const [from, until] = [formatMinute(start), formatMinute(end)];
  return `${shortened(from, until)}–${until}`;
}

export const rangesWords = (ranges: readonly Range[]): string => ranges.map(rangeWords).join(", ");
