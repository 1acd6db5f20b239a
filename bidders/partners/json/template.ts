/**
 * Templates of requests: any JSON, in whose strings `{{origin}}` stands for a value of the search.
 * A string that is exactly one placeholder becomes that value, also a number or null.
 * `{"$each": "slices", "item": …}` becomes a list with one item a slice, in which `{{origin}}` is
 * that slice's; `"travellers"` the same, one a traveller.
 */
import type { Fault } from "../../../proto/errors.ts";
import { printable } from "../printable.ts";

type TemplateValue = string | number | boolean | null;
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

/** What can be repeated, and the values of each item beside the others. */
interface RepeatedValues {
  readonly slices: readonly TemplateValues[];
  readonly travellers: readonly TemplateValues[];
}

/** What requests and links may have of a journey. */
export const TRIP_PLACES = [
  "origin",
  "destination",
  "departureDate",
  "returnDate",
  "adults",
  "children",
  "infants",
] as const;

export const PLACES = {
  everywhere: [
    ...TRIP_PLACES,
    "travellers",
    "cabin",
    "currency",
    "maxStops",
    "timeoutMs",
    "market",
    "locale",
    "ages",
    "departureFrom",
    "departureTo",
    "arrivalFrom",
    "arrivalTo",
    "carriersOnly",
    "carriersExcept",
    "viaOnly",
    "viaExcept",
    "maxLayoverMinutes",
    "maxPrice",
    "maxDurationMinutes",
    "checkedBags",
    "cabinBags",
    "changeable",
    "refundable",
  ],
  /** What a caller says to this seller alone, by any name: `{{params.corporateCode}}`. */
  params: ["params.*"],
  travellers: ["type", "age"],
  pages: ["cursor", "page"],
  secret: ["token"],
  offers: ["id"],
  links: ["id", ...TRIP_PLACES, "cabin", "currency"],
} as const;

const DEPTH_MAX = 20;
const PLACEHOLDER = /\{\{\s*([\w.]*)\s*\}\}/g;
const ONE = /^\{\{\s*([\w.]*)\s*\}\}$/;
const PARAM = /^params\.([A-Za-z]\w{0,31})$/;

export function fillText(
  template: string,
  values: TemplateValues,
  encode: (text: string) => string = (text) => text,
): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => encode(String(values[name] ?? "")));
}

export function fillJson(
  template: unknown,
  values: TemplateValues,
  lists: RepeatedValues,
): unknown {
  if (typeof template === "string") {
    const [, only] = ONE.exec(template) ?? [];
    return only === undefined ? fillText(template, values) : (values[only] ?? null);
  }
  if (Array.isArray(template)) return template.map((one) => fillJson(one, values, lists));
  if (typeof template !== "object" || template === null) return template;
  const { $each: each, item } = template as { $each?: keyof RepeatedValues; item?: unknown };
  if (each !== undefined)
    return lists[each].map((own) => fillJson(item, { ...values, ...own }, lists));
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillJson(value, values, lists)]),
  );
}

/** The placeholders of a text that are none of `known`, as faults. */
export function textFaults(template: string, known: readonly string[], path: string): Fault[] {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? "");
  const takesParams = known.includes(PLACES.params[0]);
  const unknown = names.filter(
    (name) => !known.includes(name) && !(takesParams && PARAM.test(name)),
  );
  const rest = template.replaceAll(PLACEHOLDER, "");
  return [
    ...unknown.map((name) => ({
      path,
      message: `{{${printable(name, 40)}}} is not known here; there are ${known.join(", ")}`,
    })),
    ...(rest.includes("{{")
      ? [{ path, message: "has a {{ that is not closed, or has more than a name in it" }]
      : []),
  ];
}

/** Everything that is wrong with a template. */
export function templateFaults(
  template: unknown,
  known: readonly string[],
  path = "",
  depth = 0,
): Fault[] {
  if (depth > DEPTH_MAX) return [{ path, message: `is nested deeper than ${DEPTH_MAX} levels` }];
  if (typeof template === "string") return textFaults(template, known, path);
  if (Array.isArray(template))
    return template.flatMap((one, i) => templateFaults(one, known, `${path}[${i}]`, depth + 1));
  if (typeof template !== "object" || template === null) return [];
  if (!("$each" in template)) {
    return Object.entries(template).flatMap(([key, value]) =>
      templateFaults(value, known, `${path}.${key}`, depth + 1),
    );
  }
  const { $each: each, item, ...more } = template as { $each: unknown; item?: unknown };
  if (each !== "slices" && each !== "travellers")
    return [{ path: `${path}.$each`, message: "must be slices or travellers" }];
  const own = each === "travellers" ? [...known, ...PLACES.travellers] : known;
  return [
    ...(item === undefined
      ? [{ path: `${path}.item`, message: "is missing: what is repeated" }]
      : []),
    ...Object.keys(more).map((key) => ({
      path: `${path}.${key}`,
      message: "has no place beside $each and item",
    })),
    ...templateFaults(item, own, `${path}.item`, depth + 1),
  ];
}

/** Whether a template uses this: a placeholder (`{{cursor}}`), or what it repeats (`slices`). */
export function usesPlaceholder(template: unknown, what: string): boolean {
  const text = JSON.stringify(template) ?? "";
  return (
    [...text.matchAll(PLACEHOLDER)].some(([, name]) => name === what) ||
    text.includes(`"$each":"${what}"`)
  );
}

/** The names of all params that a template uses: `corporateCode`. */
export function paramNames(template: unknown): string[] {
  const text = JSON.stringify(template) ?? "";
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => PARAM.exec(name)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
