import { Foreign } from "../ui/foreign.tsx";
import { milliseconds } from "../ui/format.ts";
import type { DrawnAuction } from "./drawn-auction.ts";
import { stepsOf } from "./lane-words.ts";

/** All that the picture shows, as a list in the order of time. It folds out. */
export function StepList({ drawn }: { drawn: DrawnAuction }) {
  return (
    <details class="steps">
      <summary>Step by step</summary>
      <ol>
        {stepsOf(drawn).map(({ atMs, bidder, what }, i) => (
          <li key={i}>
            <span class="figure">{milliseconds(atMs)}</span>{" "}
            <span>
              {bidder !== null && (
                <>
                  <Foreign text={bidder} />{" "}
                </>
              )}
              {what}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
