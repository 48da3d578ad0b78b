/** Hours of the day in words. */
import type { Range } from "./opening";
import { formatMinute } from "./wall";
import { ranged } from "./visit";

/** "9:00 AM–12:00 PM", "1:00–5:00 PM". */
export function rangeWords({ start, end }: Range): string {
  return ranged(formatMinute(start), formatMinute(end));
}

export const rangesWords = (ranges: readonly Range[]): string => ranges.map(rangeWords).join(", ");
