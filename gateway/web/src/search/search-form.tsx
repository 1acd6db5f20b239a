/** The form of a search. */
import { useEffect, useRef, useState } from "preact/hooks";
import { places } from "../api/lookups.ts";
import { auction, cancelAuction, startAuction } from "../state/auction.ts";
import { localDate } from "../ui/format.ts";
import { CURRENCIES } from "./currencies.ts";
import { FaultSummary } from "./fault-summary.tsx";
import { controlOf, Field, FieldFault } from "./field.tsx";
import { formFaults } from "./form-faults.ts";
import { PlaceBox } from "./place-box.tsx";
import { PlaceBoxModel } from "./place-box-model.ts";
import { searchBody } from "./search-body.ts";

const LABELS = {
  origin: "From",
  destination: "To",
  departureDate: "Departure",
  returnDate: "Return",
  adults: "Adults",
  children: "Children",
  infants: "Infants",
  cabin: "Cabin",
  maxStops: "Stops",
  sort: "Sort by",
  currency: "Currency",
  selfTransfer: "Self-transfers too",
  similar: "Similar connections too",
  deadlineMs: "Deadline",
  quorum: "Quorum",
};

/** The days after today that a search departs on, until the user chooses. */
const DEPARTS_IN_DAYS = 30;

const origin = new PlaceBoxModel(places);
const destination = new PlaceBoxModel(places);

export function SearchForm() {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    void startAuction(async (signal) => {
      await Promise.all([origin.resolve(signal), destination.resolve(signal)]);
      const fields = Object.fromEntries(new FormData(form.current ?? undefined));
      return searchBody({
        ...(fields as Record<string, string>),
        origin: origin.text.value,
        destination: destination.text.value,
      });
    });
  };
  return (
    <form id="search" noValidate aria-label="Flight search" ref={form} onSubmit={submit}>
      <FaultSummary labels={LABELS} />
      <div class="row places">
        <PlaceBox name="origin" label={LABELS.origin} model={origin} />
        <PlaceBox name="destination" label={LABELS.destination} model={destination} />
        <Dates />
      </div>
      <div class="row">
        <Travellers />
        <Choices />
      </div>
      <div class="checks">
        <Check
          name="selfTransfer"
          label={LABELS.selfTransfer}
          hint="two tickets: you check in again in between"
        />
        <Check
          name="similar"
          label={LABELS.similar}
          hint="not only the best of those that hardly differ"
        />
      </div>
      <Advanced />
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
    </form>
  );
}

function Dates() {
  const today = localDate(0);
  const [departure, setDeparture] = useState(localDate(DEPARTS_IN_DAYS));
  return (
    <>
      <Field name="departureDate" label={LABELS.departureDate}>
        <input
          {...controlOf("departureDate")}
          type="date"
          min={today}
          value={departure}
          onChange={(event) => setDeparture(event.currentTarget.value)}
        />
      </Field>
      <Field name="returnDate" label={LABELS.returnDate} hint="optional">
        <input {...controlOf("returnDate")} type="date" min={departure || today} />
      </Field>
    </>
  );
}

function Travellers() {
  return (
    <>
      <Field name="adults" label={LABELS.adults} kind="number">
        <input {...controlOf("adults")} type="number" min="1" max="9" defaultValue="1" />
      </Field>
      <Field name="children" label={LABELS.children} kind="number">
        <input {...controlOf("children")} type="number" min="0" max="8" defaultValue="0" />
      </Field>
      <Field name="infants" label={LABELS.infants} kind="number">
        <input {...controlOf("infants")} type="number" min="0" max="8" defaultValue="0" />
      </Field>
    </>
  );
}

function Choices() {
  return (
    <>
      <Field name="cabin" label={LABELS.cabin}>
        <select {...controlOf("cabin")}>
          <option value="economy">Economy</option>
          <option value="premium_economy">Premium economy</option>
          <option value="business">Business</option>
          <option value="first">First</option>
        </select>
      </Field>
      <Field name="maxStops" label={LABELS.maxStops}>
        <select {...controlOf("maxStops")}>
          <option value="0">Non-stop only</option>
          <option value="1">Up to 1</option>
          <option value="2" selected>
            Up to 2
          </option>
          <option value="3">Up to 3</option>
        </select>
      </Field>
      <Field name="sort" label={LABELS.sort}>
        <select {...controlOf("sort")}>
          <option value="best">Best</option>
          <option value="price">Price</option>
          <option value="duration">Duration</option>
        </select>
      </Field>
      <Field name="currency" label={LABELS.currency}>
        <select {...controlOf("currency")}>
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

function Check({ name, label, hint }: { name: string; label: string; hint: string }) {
  return (
    <div class="check">
      <input {...controlOf(name)} type="checkbox" value="true" />
      <label for={name}>
        {label} <span class="hint">{hint}</span>
      </label>
      <FieldFault name={name} />
    </div>
  );
}

/** What an engineer may set. It unfolds by itself where a fault is in it. */
function Advanced() {
  const fold = useRef<HTMLDetailsElement>(null);
  const isWrong = ["deadlineMs", "quorum"].some((name) => formFaults.value.has(name));
  useEffect(() => {
    if (isWrong && fold.current !== null) fold.current.open = true;
  }, [isWrong]);
  return (
    <details id="advanced" ref={fold}>
      <summary>Advanced</summary>
      <div class="row">
        <Field name="deadlineMs" label={LABELS.deadlineMs} hint="ms, 50–10,000">
          <input
            {...controlOf("deadlineMs")}
            type="number"
            min="50"
            max="10000"
            step="50"
            placeholder="the gateway's"
          />
        </Field>
        <Field name="quorum" label={LABELS.quorum} hint="bidders">
          <input
            {...controlOf("quorum")}
            type="text"
            inputMode="numeric"
            maxLength={4}
            placeholder="2 or 60%"
          />
        </Field>
      </div>
    </details>
  );
}
