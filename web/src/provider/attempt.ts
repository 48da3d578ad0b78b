import { newKey } from "@/api/client";

/** Names a request: sent again after a lost reply, the same body keeps its key and so has one effect. */
export function newAttempt(): (body: unknown) => string {
  let last = { body: "", key: "" };
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.body) last = { body: text, key: newKey() };
    return last.key;
  };
}
