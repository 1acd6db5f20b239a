/** The form of a search. On a phone it is one line after a search, until it is opened again. */
import { useEffect } from "preact/hooks";
import { auction, cancelAuction } from "../state/auction.ts";
import { FORM_LIMITS, TRIPS, type Trip } from "../state/search-fields.ts";
import { addSlice, boxes, fields, isFolded, setTrip, submitSearch } from "../state/search-state.ts";
import { isNarrow } from "../ui/narrow.ts";
import { CURRENCIES } from "./currencies.ts";
import { FaultSummary } from "./fault-summary.tsx";
import { Field, plainControl } from "./field.tsx";
import { FoldedForm } from "./folded-form.tsx";
import { Limits } from "./limits.tsx";
import { SliceRow } from "./slice-row.tsx";
import { Travellers } from "./travellers.tsx";

const TRIP_LABELS: Readonly<Record<Trip, string>> = {
  "one-way": "One way",
  return: "Return",
  "multi-city": "Multi-city",
};

export function SearchForm() {
  const { fault } = auction.value;
  // A fault is about the fields: they are shown.
  useEffect(() => {
    if (fault !== null) isFolded.value = false;
  }, [fault]);
  const hidden = isFolded.value && isNarrow.value;
  const submit = (event: Event) => {
    event.preventDefault();
    submitSearch();
  };
  return (
    <form id="search" noValidate aria-label="Flight search" onSubmit={submit}>
      {hidden && <FoldedForm />}
      <FaultSummary />
      <div hidden={hidden}>
        <TripChoice />
        {boxes.value.map((pair, i) => (
          <SliceRow key={String(i)} slice={i} boxes={pair} />
        ))}
        {fields.value.trip === "multi-city" && boxes.value.length < FORM_LIMITS.slicesMax && (
          <button type="button" class="quiet" onClick={addSlice}>
            Add a flight
          </button>
        )}
        <div class="row">
          <Travellers />
          <Choices />
        </div>
        <Limits />
        <div class="actions">
          <button type="submit">Search</button>
          <button
            id="cancel"
            type="button"
            hidden={auction.value.phase !== "running"}
            onClick={cancelAuction}
          >
            Cancel
          </button>
        </div>
      </div>
    </form>
  );
}

function TripChoice() {
  return (
    <fieldset class="trips">
      <legend class="visually-hidden">Trip</legend>
      {TRIPS.map((trip) => (
        <label key={trip}>
          <input
            type="radio"
            name="trip"
            value={trip}
            checked={fields.value.trip === trip}
            onChange={() => setTrip(trip)}
          />
          {TRIP_LABELS[trip]}
        </label>
      ))}
    </fieldset>
  );
}

function Choices() {
  return (
    <>
      <Field name="cabin">
        <select {...plainControl("cabin")}>
          <option value="economy">Economy</option>
          <option value="premium_economy">Premium economy</option>
          <option value="business">Business</option>
          <option value="first">First</option>
        </select>
      </Field>
      <Field name="currency">
        <select {...plainControl("currency")}>
          {CURRENCIES.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
