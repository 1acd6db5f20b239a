import type { ComponentChildren } from "preact";
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

function messageOf(name: string): string {
  return formFaults.value.get(name)?.join("; ") ?? "";
}

/** The fault of a control, beside it. */
export function FieldFault({
  name,
  message = messageOf(name),
}: {
  name: string;
  message?: string;
}) {
  return (
    <p id={`${name}-fault`} class="fault" hidden={message === ""}>
      {message}
    </p>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: "number";
  readonly children: ComponentChildren;
}

/** A control with its label and its fault. */
export function Field({ name, label, hint, kind, children }: FieldProps) {
  return (
    <div class={kind === undefined ? "field" : `field ${kind}`}>
      <label for={name}>
        {label}
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
