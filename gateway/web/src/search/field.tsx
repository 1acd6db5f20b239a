import type { ComponentChildren } from "preact";
import type { PlainField } from "../state/search-fields.ts";
import { fields, setFields } from "../state/search-state.ts";
import { labelOf } from "./field-names.ts";
import { formFaults } from "./form-faults.ts";

/** What a control of the form has so that its fault is read with it. */
export function controlOf(name: string, message = messageOf(name)) {
  return {
    id: name,
    name,
    "aria-describedby": `${name}-fault`,
    ...(message === "" ? {} : { "aria-invalid": true }),
  };
}

/** The same for a control that shows and changes a field of one text. */
export function plainControl(name: PlainField) {
  return {
    ...controlOf(name),
    value: fields.value[name],
    onInput: (event: { currentTarget: { value: string } }) =>
      setFields({ [name]: event.currentTarget.value }),
  };
}

function messageOf(name: string): string {
  return formFaults.value.get(name)?.join("; ") ?? "";
}

/** The fault of a control, beside it. */
export function FieldFault({ name, message }: { name: string; message?: string }) {
  const text = message ?? messageOf(name);
  return (
    <p id={`${name}-fault`} class="fault" hidden={text === ""}>
      {text}
    </p>
  );
}

interface FieldProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** A control with its label and its fault. */
export function Field({ name, hint, children }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>
        {labelOf(name)}
        {hint !== undefined && (
          <>
            {" "}
            <span class="hint">{hint}</span>
          </>
        )}
      </label>
      {children}
      <FieldFault name={name} />
    </div>
  );
}

interface CheckProps {
  readonly name: PlainField;
  readonly hint?: string;
}

export function Check({ name, hint }: CheckProps) {
  return (
    <div class="check">
      <input
        {...controlOf(name)}
        type="checkbox"
        checked={fields.value[name] === "true"}
        onChange={(event) => setFields({ [name]: event.currentTarget.checked ? "true" : "" })}
      />
      <label for={name}>
        {labelOf(name)} {hint !== undefined && <span class="hint">{hint}</span>}
      </label>
      <FieldFault name={name} />
    </div>
  );
}
