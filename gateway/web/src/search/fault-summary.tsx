/** Why the search could not be run: a summary with links to the fields. */
import { useEffect, useRef } from "preact/hooks";
import { auction, tryAgain } from "../state/auction.ts";
import { labelOf } from "./field-names.ts";
import { formFaults } from "./form-faults.ts";

export function FaultSummary() {
  const box = useRef<HTMLDivElement>(null);
  const { fault } = auction.value;
  useEffect(() => {
    if (fault !== null) box.current?.focus();
  }, [fault]);
  const items = [...formFaults.value].flatMap(([name, messages]) =>
    messages.map((message) => ({ name, message })),
  );
  return (
    <div id="faults" class="faults" role="alert" tabIndex={-1} hidden={fault === null} ref={box}>
      {fault !== null && <p>{items.length === 0 ? fault.text : "This search cannot be run:"}</p>}
      {items.length > 0 && (
        <ul>
          {items.map(({ name, message }) => (
            <li key={`${name} ${message}`}>
              {name === "" ? (
                message
              ) : (
                <FieldLink name={name} text={`${labelOf(name)}: ${message}`} />
              )}
            </li>
          ))}
        </ul>
      )}
      {fault?.faults.length === 0 && (
        <button type="button" onClick={tryAgain}>
          Try again
        </button>
      )}
    </div>
  );
}

function FieldLink({ name, text }: { name: string; text: string }) {
  const follow = (event: Event) => {
    event.preventDefault();
    document.getElementById(name)?.focus();
  };
  return (
    <a href={`#${name}`} onClick={follow}>
      {text}
    </a>
  );
}
