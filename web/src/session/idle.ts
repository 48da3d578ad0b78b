/** Signs out who has gone: 15 minutes without a sign of life, 12 hours in any case. The server holds to it as well. */
export const IDLE_LIMITS = { warnMs: 14 * 60_000, endMs: 15 * 60_000, absoluteMs: 12 * 60 * 60_000 } as const;

export type IdleState =
  | { readonly kind: "active" }
  | { readonly kind: "warned"; readonly leftMs: number }
  | { readonly kind: "over"; readonly reason: "idle" | "absolute" };

/** What holds at `now`, all in milliseconds since the epoch. */
export function judgeIdle(now: number, lastActive: number, signedInAt: number): IdleState {
  if (now - signedInAt >= IDLE_LIMITS.absoluteMs) return { kind: "over", reason: "absolute" };
  const idle = now - lastActive;
  if (idle >= IDLE_LIMITS.endMs) return { kind: "over", reason: "idle" };
  if (idle >= IDLE_LIMITS.warnMs) return { kind: "warned", leftMs: IDLE_LIMITS.endMs - idle };
  return { kind: "active" };
}
