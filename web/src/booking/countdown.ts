export const HOLD_SECONDS = 600;

/**
 * The instant, on this device's clock, at which a hold that was just answered ends. A device whose clock is
 * off by more than a hold can't tell, so there it counts ten minutes from the answer.
 */
export function deadlineOf(expiresAt: string, now: number): number {
  const left = Date.parse(expiresAt) - now;
  return left > 0 && left <= HOLD_SECONDS * 1000 ? now + left : now + HOLD_SECONDS * 1000;
}
