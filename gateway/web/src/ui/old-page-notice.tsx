import { isOldPage } from "./old-page.ts";

/** Says that the page is older than its gateway, once that is known. */
export function OldPageNotice() {
  if (!isOldPage.value) return null;
  return (
    <div class="notice" role="alert">
      <p>The gateway has a newer version of this page. Reload it to go on.</p>
      <button type="button" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  );
}
