import { readonly, shallowRef } from "vue";

export interface Toast {
  readonly id: number;
  readonly kind: "good" | "bad";
  readonly text: string;
}

const shown = shallowRef<readonly Toast[]>([]);
let next = 0;

/** Good news goes by itself; bad news stays until it is closed. */
export function toast(kind: Toast["kind"], text: string): void {
  shown.value = [...shown.value, { id: next++, kind, text }];
}

export function closeToast(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}

export const toasts = readonly(shown);
