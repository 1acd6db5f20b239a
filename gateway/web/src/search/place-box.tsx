/** Draws a box for a city or an airport. `place-box-model.ts` decides. */
import { useEffect, useRef } from "preact/hooks";
import type { Place } from "../api/lookups.ts";
import { controlOf, FieldFault } from "./field.tsx";
import type { PlaceBoxModel } from "./place-box-model.ts";

interface PlaceBoxProps {
  readonly name: string;
  readonly label: string;
  readonly model: PlaceBoxModel;
}

const TEXT_LENGTH_MAX = 64;

export function PlaceBox({ name, label, model }: PlaceBoxProps) {
  const list = model.list.value;
  const listId = `${name}-options`;
  const own = model.fault.value;
  const message = own === "" ? {} : { message: own };
  const isActive = list !== null && list.active >= 0;
  return (
    <div class="field combobox">
      <label for={name}>{label}</label>
      <input
        {...controlOf(name, ...(own === "" ? [] : [own]))}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={list !== null}
        aria-controls={listId}
        aria-describedby={`${name}-fault ${name}-note`}
        {...(isActive ? { "aria-activedescendant": `${listId}-${list.active}` } : {})}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder="City or airport"
        maxLength={TEXT_LENGTH_MAX}
        value={model.text.value}
        onInput={(event) => model.onInput(event.currentTarget.value)}
        onBlur={() => model.onBlur()}
        onKeyDown={(event) => {
          if (model.onKey(event.key)) event.preventDefault();
        }}
      />
      <PlaceList id={listId} model={model} />
      <FieldFault name={name} {...message} />
      <p id={`${name}-note`} class="hint note" hidden={model.note.value === ""}>
        {model.note.value}
      </p>
      <p class="visually-hidden" role="status">
        {model.status.value}
      </p>
    </div>
  );
}

function PlaceList({ id, model }: { id: string; model: PlaceBoxModel }) {
  const list = model.list.value;
  const box = useRef<HTMLDivElement>(null);
  const active = list?.active ?? -1;
  useEffect(() => {
    box.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const places = list?.places ?? [];
  return (
    <>
      {/* The box keeps the focus while the mouse is on its list: otherwise the list would be
          closed before the click. A list that scrolls would be a stop of the Tab key. */}
      <div
        id={id}
        class="options"
        role="listbox"
        aria-label="Cities and airports"
        tabIndex={-1}
        hidden={places.length === 0}
        ref={box}
        onMouseDown={(event) => event.preventDefault()}
      >
        {places.map((place, index) => (
          <Option
            key={place.type + place.code}
            id={`${id}-${index}`}
            place={place}
            isActive={index === active}
            onChoose={() => model.choose(place)}
          />
        ))}
      </div>
      {list !== null && places.length === 0 && <p class="options no-match">{list.none}</p>}
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly place: Place;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Option({ id, place, isActive, onChoose }: OptionProps) {
  const { type, code, name, city, country, airports = [] } = place;
  const where = (type === "city" ? [country] : [city, country]).filter(Boolean).join(", ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the box has the focus, and names the option
    <div id={id} role="option" aria-selected={isActive} onClick={onChoose}>
      <b>{code}</b>{" "}
      <span>
        {type === "city" ? `${name}, all ${airports.length} airports` : name}
        <small>{where}</small>
      </span>
    </div>
  );
}
