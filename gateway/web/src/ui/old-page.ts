/**
 * Whether a part of this page is gone: after a deployment an open page is older than its gateway.
 */
import { signal } from "@preact/signals";

export const isOldPage = signal(false);

export function askToReload(): void {
  isOldPage.value = true;
}
