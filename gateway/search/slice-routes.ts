import { tooManyRoutes } from "../../common/offers/slice-routes.ts";
import type { Fault } from "../../proto/errors.ts";
import type { SearchSlice } from "../../proto/messages.ts";

/** The slices that ask for too much (SLICEROUTE-1). */
export function routeFaults(slices: readonly SearchSlice[]): Fault[] {
  return slices.flatMap((slice, i) => {
    const message = tooManyRoutes(slice);
    return message === undefined ? [] : [{ path: `slices[${i}]`, message }];
  });
}
