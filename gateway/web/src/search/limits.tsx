/** What every offer must keep, and how the auction is run: folded until somebody wants it. */
import { useEffect, useRef } from "preact/hooks";
import { count } from "../../shared/format.js";
import {
  FORM_LIMITS,
  PLAIN_FIELDS,
  type PlainField,
  type TimeFields,
} from "../state/search-fields.ts";
import { fields, setFields, setSlice } from "../state/search-state.ts";
import { Check, controlOf, Field, FieldFault, plainControl } from "./field.tsx";
import { labelOf, sliceControl } from "./field-names.ts";
import { formFaults } from "./form-faults.ts";

/** Shown outside of the fold. */
const OUTSIDE = new Set<string>(["adults", "cabin", "currency"]);
const INSIDE = (Object.keys(PLAIN_FIELDS) as PlainField[]).filter((name) => !OUTSIDE.has(name));

/** It unfolds by itself where a fault is in it. */
export function Limits() {
  const fold = useRef<HTMLDetailsElement>(null);
  const isWrong = [...formFaults.value.keys()].some(
    (name) => /^times/.test(name) || (INSIDE as string[]).includes(name),
  );
  useEffect(() => {
    if (isWrong && fold.current !== null) fold.current.open = true;
  }, [isWrong]);
  const set = INSIDE.filter((name) => fields.value[name] !== PLAIN_FIELDS[name]).length;
  return (
    <details id="advanced" ref={fold}>
      <summary>
        Stops, times, airlines and more
        {set > 0 && <span class="hint"> · {count(set, "choice")}</span>}
      </summary>
      <div class="row limits">
        <Ways />
        <Amounts />
      </div>
      <AllTimes />
      <div class="row wide">
        <Lists />
      </div>
      <div class="checks">
        <Check name="noOvernight" />
        <Check name="changeable" />
        <Check name="refundable" />
        <Check name="selfTransfer" hint="two tickets: you check in again in between" />
        <Check name="similar" hint="not only the best of those that hardly differ" />
      </div>
      <div class="row limits">
        <AuctionTerms />
      </div>
    </details>
  );
}

function Ways() {
  const flex = Array.from({ length: FORM_LIMITS.flexDaysMax + 1 }, (_, days) => String(days));
  return (
    <>
      <Field name="maxStops">
        <select {...plainControl("maxStops")}>
          <option value="0">Non-stop only</option>
          {Array.from({ length: FORM_LIMITS.stopsMax }, (_, i) => (
            <option key={String(i + 1)} value={String(i + 1)}>
              Up to {i + 1}
            </option>
          ))}
        </select>
      </Field>
      <Field name="sort">
        <select {...plainControl("sort")}>
          <option value="best">Best</option>
          <option value="price">Price</option>
          <option value="duration">Duration</option>
        </select>
      </Field>
      <Field name="flexDays">
        <select {...plainControl("flexDays")}>
          {flex.map((days) => (
            <option key={days} value={days}>
              {days === "0" ? "that day" : `± ${count(Number(days), "day")}`}
            </option>
          ))}
        </select>
      </Field>
      <Field name="nearbyKm" hint="km">
        <input
          {...plainControl("nearbyKm")}
          type="number"
          min="0"
          max={FORM_LIMITS.nearbyKmMax}
          step="10"
          placeholder="none"
        />
      </Field>
    </>
  );
}

function Amounts() {
  return (
    <>
      <Field name="maxPrice" hint={`${fields.value.currency} in all`}>
        <input {...plainControl("maxPrice")} type="text" inputMode="decimal" maxLength={16} />
      </Field>
      <Field name="maxDuration" hint="hours">
        <input {...plainControl("maxDuration")} type="text" inputMode="decimal" maxLength={6} />
      </Field>
      <Field name="maxLayover" hint="hours">
        <input {...plainControl("maxLayover")} type="text" inputMode="decimal" maxLength={6} />
      </Field>
      <Field name="checkedBags" hint="each">
        <input {...plainControl("checkedBags")} type="number" min="0" max={FORM_LIMITS.bagsMax} />
      </Field>
      <Field name="cabinBags" hint="each">
        <input {...plainControl("cabinBags")} type="number" min="0" max={FORM_LIMITS.bagsMax} />
      </Field>
    </>
  );
}

function Lists() {
  return (
    <>
      <Field name="carriersOnly" hint="codes or alliances">
        <input {...plainControl("carriersOnly")} type="text" placeholder="BA, oneworld" />
      </Field>
      <Field name="carriersExcept">
        <input {...plainControl("carriersExcept")} type="text" placeholder="FR" />
      </Field>
      <Field name="viaOnly" hint="airports">
        <input {...plainControl("viaOnly")} type="text" placeholder="FRA, ZRH" />
      </Field>
      <Field name="viaExcept" hint="airports">
        <input {...plainControl("viaExcept")} type="text" placeholder="IST" />
      </Field>
    </>
  );
}

function AuctionTerms() {
  const { deadlineMsMin, deadlineMsMax } = FORM_LIMITS;
  return (
    <>
      <Field name="deadlineMs" hint="ms">
        <input
          {...plainControl("deadlineMs")}
          type="number"
          min={deadlineMsMin}
          max={deadlineMsMax}
          step="50"
          placeholder="the gateway's"
        />
      </Field>
      <Field name="quorum" hint="bidders">
        <input
          {...plainControl("quorum")}
          type="text"
          inputMode="numeric"
          maxLength={4}
          placeholder="2 or 60%"
        />
      </Field>
    </>
  );
}

function AllTimes() {
  const { slices, trip, returnTimes } = fields.value;
  return (
    <div class="row wide">
      {slices.map(({ times }, i) => (
        <Times
          key={String(i)}
          name={sliceControl("times", i)}
          times={times}
          onChange={(changes) => setSlice(i, { times: { ...times, ...changes } })}
        />
      ))}
      {trip === "return" && (
        <Times
          name="timesBack"
          times={returnTimes}
          onChange={(changes) => setFields({ returnTimes: { ...returnTimes, ...changes } })}
        />
      )}
    </div>
  );
}

const ENDS = [
  ["departsFrom", "Departs from"],
  ["departsTo", "Departs until"],
  ["arrivesFrom", "Arrives from"],
  ["arrivesTo", "Arrives until"],
] as const;

interface TimesProps {
  readonly name: string;
  readonly times: TimeFields;
  readonly onChange: (changes: Partial<TimeFields>) => void;
}

/** Times of day, by the clocks of the two places. */
function Times({ name, times, onChange }: TimesProps) {
  const { "aria-invalid": isWrong = false } = controlOf(name);
  return (
    <fieldset id={name} class="times-of-day" tabIndex={-1}>
      <legend>{labelOf(name)}</legend>
      {ENDS.map(([end, label]) => (
        <label key={end}>
          <span>{label}</span>
          <input
            type="time"
            value={times[end]}
            aria-invalid={isWrong}
            aria-describedby={`${name}-fault`}
            onChange={(event) => onChange({ [end]: event.currentTarget.value })}
          />
        </label>
      ))}
      <FieldFault name={name} />
    </fieldset>
  );
}
