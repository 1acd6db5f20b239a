/** Whether this page is older than the gateway that answers it, as after a deployment. */
import { signal } from "@preact/signals";

export const isOldPage = signal(false);

export function askToReload(): void {
  isOldPage.value = true;
}
