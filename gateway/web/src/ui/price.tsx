/** An amount; where it has changed, beside what it was. */
import type { Money } from "../../../../proto/messages.ts";
import { money } from "./format.ts";

interface PriceProps {
  readonly price: Money;
  readonly was?: Money | undefined;
}

export function Price({ price, was }: PriceProps) {
  return (
    <>
      {money(price)}
      {was !== undefined && (
        <>
          {" "}
          <small class="was">was {money(was)}</small>
        </>
      )}
    </>
  );
}
