/** The faults of the search that is shown, by the names of the form's controls. */
import { computed } from "@preact/signals";
import { auction } from "../state/auction.ts";
import { fields } from "../state/search-state.ts";
import { faultsByField } from "./field-names.ts";

export const formFaults = computed(() =>
  faultsByField(auction.value.fault?.faults ?? [], fields.value),
);
