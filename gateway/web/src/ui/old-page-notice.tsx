import { isOldPage } from "./old-page.ts";

/** Says that the page must be loaded again, once that is known. */
export function OldPageNotice() {
  if (!isOldPage.value) return null;
  return (
    <div class="notice" role="alert">
      <p>
        A part of this page cannot be loaded. The gateway may have a newer version: reload the page.
      </p>
      <button type="button" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}
