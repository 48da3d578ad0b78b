import { newKey } from "./client";

/** A key for each different thing that is asked, so that asking the same again after a lost answer has no second effect. */
export function rememberIntention() {
  let last: { readonly key: string; readonly body: string } | null = null;

  function keyFor(asked: unknown): string {
    const body = JSON.stringify(asked);
    if (last?.body !== body) last = { key: newKey(), body };
    return last.key;
  }

  /** Once it is answered, the same words are a new intention. */
  function forget(): void {
    last = null;
  }
  return { keyFor, forget };
}
