/** The filters of the list, with how many itineraries each choice leaves and their lowest price. */
import { count } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { money } from "../ui/format.ts";
import { type Choice, choicesOf, inUse, isSingle, KINDS, type Kind, toggled } from "./filters.ts";
import { chooseFilters, facets, filters, isKept, nameOf, wantFacets } from "./results-state.ts";

export function FilterPanel() {
  const used = inUse(filters.value).length;
  if (!isKept.value) return <p class="filters-later">Filters follow when the auction has ended.</p>;
  return (
    <details
      class="filters"
      onToggle={(event) => {
        if (event.currentTarget.open) wantFacets();
      }}
    >
      <summary>{used === 0 ? "Filters" : `Filters (${used} in use)`}</summary>
      {facets.value.size === 0 ? (
        <p role="status">Counting…</p>
      ) : (
        <>
          <div class="filter-groups">
            {(Object.keys(KINDS) as Kind[]).map((kind) => (
              <Group key={kind} kind={kind} />
            ))}
          </div>
          {used > 0 && <ClearFilters />}
        </>
      )}
    </details>
  );
}

export function ClearFilters() {
  return (
    <button type="button" class="clear-filters" onClick={() => chooseFilters({})}>
      Clear the filters
    </button>
  );
}

function Group({ kind }: { kind: Kind }) {
  const ofKind = facets.value.get(kind) ?? facets.value.get(null);
  if (ofKind === undefined) return null;
  const choices = choicesOf(kind, ofKind, { filters: filters.value, nameOf });
  // One value for all is nothing to choose from.
  const least = isSingle(kind) ? 1 : 2;
  if (choices.length < least && filters.value[kind] === undefined) return null;
  return (
    <fieldset data-kind={kind}>
      <legend>{KINDS[kind]}</legend>
      <ul>
        {choices.map((choice) => (
          <ChoiceItem key={choice.value} kind={kind} choice={choice} />
        ))}
      </ul>
    </fieldset>
  );
}

function ChoiceItem({ kind, choice }: { kind: Kind; choice: Choice }) {
  const { value, label, itineraries, lowestPrice } = choice;
  const isChosen = filters.value[kind]?.includes(value) === true;
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          onChange={() => chooseFilters(toggled(filters.value, kind, value))}
        />
        <span class="choice">
          <Foreign text={label} />
        </span>{" "}
        <small title={count(itineraries, "itinerary", "itineraries")}>
          {itineraries}
          {lowestPrice !== null && ` · from ${money(lowestPrice)}`}
        </small>
      </label>
    </li>
  );
}
