/** "MO" for Maya Ortiz, "J" for Dr. Johnson: what stands in a round picture's place. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !word.endsWith("."));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => word?.charAt(0).toLocaleUpperCase() ?? "").join("");
}
