/** One flight of the form: from where to where, and when. Of a return also when back. */
import { useState } from "preact/hooks";
import {
  fields,
  removeSlice,
  type SliceBoxes,
  setFields,
  setSlice,
  swapPlaces,
} from "../state/search-state.ts";
import { localDate } from "../ui/format.ts";
import { controlOf, Field } from "./field.tsx";
import { labelOf, sliceControl } from "./field-names.ts";
import { PlaceBox } from "./place-box.tsx";
import { PriceCalendar } from "./price-calendar.tsx";

interface SliceRowProps {
  readonly slice: number;
  readonly boxes: SliceBoxes;
}

export function SliceRow({ slice, boxes }: SliceRowProps) {
  const { trip, slices } = fields.value;
  const nameOf = (name: string) => sliceControl(name, slice);
  return (
    <fieldset
      class="row places"
      aria-label={trip === "multi-city" ? `Flight ${slice + 1}` : "Flight"}
    >
      <PlaceBox name={nameOf("origin")} label={labelOf(nameOf("origin"))} model={boxes.origin} />
      <PlaceBox
        name={nameOf("destination")}
        label={labelOf(nameOf("destination"))}
        model={boxes.destination}
      />
      {/* It is seen between the two, but Tab leads from one to the other. */}
      <button
        type="button"
        class="swap"
        aria-label="Swap from and to"
        title="Swap from and to"
        onClick={() => swapPlaces(slice)}
      >
        ⇄
      </button>
      <Dates slice={slice} />
      {trip === "multi-city" && slices.length > 2 && (
        <button type="button" class="quiet" onClick={() => removeSlice(slice)}>
          Remove flight {slice + 1}
        </button>
      )}
    </fieldset>
  );
}

function Dates({ slice }: { slice: number }) {
  const { trip, slices, returnDate } = fields.value;
  const [isOpen, setOpen] = useState(false);
  const today = localDate(0);
  const departure = slices[slice]?.departureDate ?? "";
  const name = sliceControl("departureDate", slice);
  return (
    <>
      <Field name={name}>
        <div class="date">
          <input
            {...controlOf(name)}
            type="date"
            min={slices[slice - 1]?.departureDate || today}
            value={departure}
            onChange={(event) => setSlice(slice, { departureDate: event.currentTarget.value })}
          />
          <button type="button" class="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            Prices
          </button>
        </div>
      </Field>
      {trip === "return" && (
        <Field name="returnDate">
          <input
            {...controlOf("returnDate")}
            type="date"
            min={departure || today}
            value={returnDate}
            onChange={(event) => setFields({ returnDate: event.currentTarget.value })}
          />
        </Field>
      )}
      {isOpen && <PriceCalendar slice={slice} onClose={() => setOpen(false)} />}
    </>
  );
}
