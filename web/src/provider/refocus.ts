/** A dialog that closes gives the focus back first. */
const AFTER_DIALOG_MS = 50;

/**
 * Where what had the focus is gone, it has fallen back on the page or on the drawer around it: it goes to `home`, so
 * that a keyboard needn't begin anew.
 */
export function refocus(home: HTMLElement | null): void {
  setTimeout(() => {
    if (document.activeElement?.contains(home) ?? true) home?.focus();
  }, AFTER_DIALOG_MS);
}
