// @ts-check
/** The faults of a search: a summary with links to the fields, and each fault beside its field. */
import { byId, element } from "./dom.js";
import { faultsByField } from "./form.js";

/** @param {HTMLFormElement} form */
export function clearFaults(form) {
  for (const control of form.querySelectorAll("[aria-invalid]"))
    control.removeAttribute("aria-invalid");
  for (const text of form.querySelectorAll(".fault")) {
    text.textContent = "";
    /** @type {HTMLElement} */ (text).hidden = true;
  }
  const summary = byId("faults", HTMLElement);
  summary.replaceChildren();
  summary.hidden = true;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} detail shown when no fault is named
 * @param {readonly { path: string, message: string }[]} faults
 * @param {() => void} [again] the action of a button `Try again`; left out where a second try would
 *   fail too
 */
export function showFaults(form, detail, faults, again) {
  clearFaults(form);
  const summary = byId("faults", HTMLElement);
  const items = [...faultsByField(faults)].flatMap(([field, messages]) => {
    const control = field === "" ? null : form.elements.namedItem(field);
    if (!(control instanceof HTMLElement))
      return messages.map((message) => element("li", {}, message));
    mark(control, messages);
    return messages.map((message) =>
      element("li", {}, linkTo(control, `${labelOf(control)}: ${message}`)),
    );
  });
  summary.append(element("p", {}, items.length === 0 ? detail : "This search cannot be run:"));
  if (items.length > 0) summary.append(element("ul", {}, ...items));
  if (again !== undefined) summary.append(againButton(again));
  summary.hidden = false;
  summary.focus();
}

/** @param {() => void} again */
function againButton(again) {
  const button = element("button", { type: "button" }, "Try again");
  button.addEventListener("click", again);
  return button;
}

/**
 * Shows a message beside a field; "" removes it.
 * @param {HTMLElement} control
 * @param {string} message
 */
export function showFault(control, message) {
  const text = byId(`${control.id}-fault`, HTMLElement);
  text.textContent = message;
  text.hidden = message === "";
  if (message === "") control.removeAttribute("aria-invalid");
}

/**
 * @param {HTMLElement} control
 * @param {readonly string[]} messages
 */
function mark(control, messages) {
  control.setAttribute("aria-invalid", "true");
  const text = byId(`${control.id}-fault`, HTMLElement);
  text.textContent = messages.join("; ");
  text.hidden = false;
  const folded = control.closest("details");
  if (folded !== null) folded.open = true;
}

/**
 * @param {HTMLElement} control
 * @param {string} text
 */
function linkTo(control, text) {
  const link = element("a", { href: `#${control.id}` }, text);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    control.focus();
  });
  return link;
}

/** @param {HTMLElement} control */
function labelOf(control) {
  return (
    document.querySelector(`label[for="${control.id}"]`)?.firstChild?.textContent?.trim() ??
    control.id
  );
}
