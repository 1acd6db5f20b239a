/** The form as one line, on a phone after a search. */
import { auction, cancelAuction } from "../state/auction.ts";
import { boxes, fields, isFolded } from "../state/search-state.ts";
import { foldedText } from "./folded-text.ts";

export function FoldedForm() {
  const places = boxes.value.map(
    ({ origin, destination }) => [origin.text.value, destination.text.value] as const,
  );
  const open = () => {
    isFolded.value = false;
    requestAnimationFrame(() => document.getElementById("origin")?.focus());
  };
  return (
    <div class="folded">
      <button type="button" class="summary" aria-expanded={false} onClick={open}>
        <span>{foldedText(fields.value, places)}</span>
        <span class="hint">Change</span>
      </button>
      {auction.value.phase === "running" && (
        <button type="button" onClick={cancelAuction}>
          Cancel
        </button>
      )}
    </div>
  );
}
