/** Where what had the focus is gone, it goes to `home`, so that a keyboard isn't sent back to the page's beginning. */
export function refocus(home: HTMLElement | null): void {
  setTimeout(() => {
    const at = document.activeElement;
    if (!at || at === document.body || !at.isConnected) home?.focus();
  }, 50);
}
