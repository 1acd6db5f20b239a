/**
 * The mapping of a JSON seller, as a zod schema: how it is asked (`template.ts`), and where each
 * field is in its answer (`path.ts`). docs/sellers.md and examples/partners.example.json show how
 * to write one. All faults of a mapping are found at once.
 */
import { z } from "zod";
import type { Fault } from "../../../proto/errors.ts";
import { CABINS } from "../../../proto/messages.ts";
import { pathFault } from "./path.ts";
import { PLACES, templateFaults, textFaults, usesPlaceholder } from "./template.ts";

const BODY_CHARS_MAX = 16_384;
const FIELDS_MAX = 32;
/** Headers that HTTP itself or this client sets. */
const HEADERS_OURS =
  /^(host|connection|content-length|transfer-encoding|accept-encoding|expect|upgrade|te|trailer|proxy-.*)$/i;
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,64}$/;

const addIssues = (faults: readonly Fault[], context: z.RefinementCtx) => {
  for (const { path, message } of faults) {
    const steps = path.split(/\.|(?=\[)/).filter((step) => step !== "");
    context.addIssue({
      code: "custom",
      path: steps.map((step) => (/^\[\d+\]$/.test(step) ? Number(step.slice(1, -1)) : step)),
      message,
    });
  }
};

/** The path to a value, in JMESPath. */
const path = z.string("must be a path: text in JMESPath").superRefine((text, context) => {
  const fault = pathFault(text);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const template = (known: readonly string[]) =>
  z
    .string("must be text")
    .max(2_000, "must have at most 2000 characters")
    .superRefine((text, context) => addIssues(textFaults(text, known, ""), context));
const fields = (value: z.ZodType<string>) =>
  z
    .record(z.string(), value)
    .refine(
      (all) => Object.keys(all).length <= FIELDS_MAX,
      `must have at most ${FIELDS_MAX} fields`,
    );

const everywhere = PLACES.everywhere;
/** Not in the path: a caller must not choose it. */
const inHeaders = [...everywhere, ...PLACES.params];
const inQuery = [...inHeaders, ...PLACES.pages];
const inBody = [...inQuery, ...PLACES.secret];

const auth = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("bearer") }),
    z.strictObject({
      kind: z.literal("header"),
      name: z.string().regex(HEADER_NAME, "must be the name of a header"),
    }),
    z.strictObject({
      kind: z.literal("query"),
      name: z.string().regex(/^[\w.-]{1,64}$/, "must be the name of a query field"),
    }),
    z.strictObject({ kind: z.literal("none") }),
  ],
  "must be {kind: bearer}, {kind: header, name}, {kind: query, name} or {kind: none}",
);

const words = <K extends string>(keys: readonly K[]) => {
  const own = Object.fromEntries(
    keys.map((key) => [
      key,
      z.union([z.string().min(1), z.number()], "must be text or a number").optional(),
    ]),
  );
  return z.strictObject(own as Record<K, z.ZodOptional<z.ZodUnion<[z.ZodString, z.ZodNumber]>>>);
};
const identity = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, key])) as unknown as Record<K, string>;
const TRAVELLERS = ["adult", "child", "infant"] as const;

const request = z.strictObject({
  method: z.enum(["GET", "POST"], "must be GET or POST"),
  path: template(everywhere).regex(
    /^\/[^?#\\]*$/,
    "must begin with / and have no ?, # or backslash; the query is a field of its own",
  ),
  query: fields(template(inQuery)).default({}),
  headers: fields(template(inHeaders))
    .superRefine((headers, context) => {
      for (const [name, value] of Object.entries(headers)) {
        const message = !HEADER_NAME.test(name)
          ? "is not a name of a header"
          : HEADERS_OURS.test(name)
            ? "is set by the client, not by a mapping"
            : /[^\t\x20-\x7e]/.test(value)
              ? "must have printable ASCII characters only"
              : undefined;
        if (message !== undefined) context.addIssue({ code: "custom", path: [name], message });
      }
    })
    .default({}),
  auth: auth.default({ kind: "bearer" }),
  body: z
    .json()
    .superRefine((body, context) => {
      if (JSON.stringify(body).length > BODY_CHARS_MAX)
        context.addIssue(`must have at most ${BODY_CHARS_MAX} characters`);
      else addIssues(templateFaults(body, inBody), context);
    })
    .optional(),
  /** What it calls our cabins; one that is left out is not asked for. */
  cabins: words(CABINS).default(identity(CABINS)),
  /** The same for travellers, in `{{type}}`. */
  travellers: words(TRAVELLERS).default(identity(TRAVELLERS)),
  /** Whether it knows city codes, such as LON: then a city is asked for by its code. */
  cities: z.boolean("must be true or false").default(false),
});

const condition = z.strictObject({ allowed: path, fee: path.optional() });

const answer = z.strictObject({
  /**
   * Any value there that is not null, false or empty is an error, with any status, and this is its
   * text.
   */
  error: path.optional(),
  /** The list of offers. */
  offers: path,
  offer: z.strictObject({
    /** The id that refusals name, and that the offer is handed off and priced by. */
    id: path.optional(),
    seller: path,
    /** An ISO 8601 instant, or epoch seconds or milliseconds. */
    expiresAt: path.optional(),
    heldMinutes: z.int("must be whole minutes").min(1).max(10_080).optional(),
    /** True for a price that is not real: a test mode. */
    modelled: path.optional(),
    slices: path,
    /** The ways to buy it; where the offer itself is one, leave it out. */
    fares: path.default("[@]"),
  }),
  slice: z.strictObject({ segments: path }),
  segment: z.strictObject({
    carrier: path,
    number: path,
    origin: path,
    destination: path,
    departure: path,
    arrival: path,
    /** Whole minutes, or an ISO 8601 duration. */
    duration: path,
    aircraft: path.optional(),
    originTerminal: path.optional(),
    destinationTerminal: path.optional(),
    /** IATA code of the carrier that flies it. */
    operatingCarrier: path.optional(),
    /** The cabin in the words of `request.cabins`. */
    cabin: path.optional(),
  }),
  fare: z.strictObject({
    price: z.strictObject({
      amount: path,
      unit: z.enum(
        ["minor", "major"],
        "must be minor (whole numbers of the smallest coin) or major (decimal strings)",
      ),
      currency: path,
    }),
    /** The id of this way to buy it, where it has one of its own. */
    id: path.optional(),
    name: path.optional(),
    /** A list of letters, or `O,V`. */
    bookingClass: path.optional(),
    cabinBags: path.optional(),
    checkedBags: path.optional(),
    change: condition.optional(),
    refund: condition.optional(),
    /** In the unit and the currency of the price, as all that follow. */
    base: path.optional(),
    taxes: path.optional(),
    /** What one traveller of each age group pays. */
    perTraveller: z
      .strictObject({ adult: path, child: path.optional(), infant: path.optional() })
      .optional(),
  }),
  pages: z
    .discriminatedUnion(
      "kind",
      [
        /** What it finds is `{{cursor}}` of the next request. */
        z.strictObject({ kind: z.literal("cursor"), next: path }),
        /** `{{page}}` counts from 1 to the number that it finds. */
        z.strictObject({ kind: z.literal("number"), total: path }),
        /** What it finds is the next page's URL, on the partner's own host. */
        z.strictObject({ kind: z.literal("link"), next: path }),
      ],
      "must be {kind: cursor, next}, {kind: number, total} or {kind: link, next}",
    )
    .optional(),
});

const inPrice = [...everywhere, ...PLACES.offers];

/** How one offer is asked for by its id, and where it is in the answer. */
const price = z.strictObject({
  method: z.enum(["GET", "POST"], "must be GET or POST"),
  path: template(inPrice).regex(
    /^\/[^?#\\]*$/,
    "must begin with / and have no ?, # or backslash; the query is a field of its own",
  ),
  query: fields(template(inPrice)).default({}),
  body: z
    .json()
    .superRefine((body, context) => {
      if (JSON.stringify(body).length > BODY_CHARS_MAX)
        context.addIssue(`must have at most ${BODY_CHARS_MAX} characters`);
      else addIssues(templateFaults(body, [...inPrice, ...PLACES.secret]), context);
    })
    .optional(),
  /** The offer, in the form of `answer.offer`; nothing there: it is gone. */
  offer: path,
});

/** Any value: a field of what is not an object is undefined, as is one of null by `?.`. */
type UnknownMapping = { readonly [key: string]: UnknownMapping | undefined } | undefined;

/**
 * What is wrong between fields, of a mapping as it was written: zod checks it only where each
 * field is right by itself.
 */
export function mappingFaults(written: unknown): Fault[] {
  const mapping = written as UnknownMapping;
  const asked = mapping?.["request"];
  const offer = mapping?.["answer"]?.["offer"] ?? undefined;
  const method: unknown = asked?.["method"];
  const kind: unknown = mapping?.["answer"]?.["pages"]?.["kind"];
  const faults: Fault[] = [];
  const fault = (at: string, message: string) => faults.push({ path: at, message });
  if (method === "GET" && asked?.["body"] !== undefined)
    fault("request.body", "has no place in a GET request");
  if (
    offer !== undefined &&
    (offer["expiresAt"] === undefined) === (offer["heldMinutes"] === undefined)
  ) {
    fault(
      "answer.offer.expiresAt",
      "or heldMinutes must be there, and not both: until when an offer holds",
    );
  }
  const templates = { query: asked?.["query"], body: asked?.["body"] };
  const priced = mapping?.["price"];
  if (priced !== undefined) {
    if ((priced["method"] as unknown) === "GET" && priced["body"] !== undefined)
      fault("price.body", "has no place in a GET request");
    const parts = { path: priced["path"], query: priced["query"], body: priced["body"] };
    if (!usesPlaceholder(parts, "id"))
      fault("price", "needs {{id}} in the path, the query or the body");
    if (offer !== undefined && offer["id"] === undefined)
      fault("answer.offer.id", "must be there: price asks for an offer by it");
  }
  if (kind === "cursor" && !usesPlaceholder(templates, "cursor"))
    fault("answer.pages", "of kind cursor need {{cursor}} in the query or the body");
  if (kind === "number" && !usesPlaceholder(templates, "page"))
    fault("answer.pages", "of kind number need {{page}} in the query or the body");
  return faults;
}

export const jsonMapping = z.strictObject(
  { request, answer, price: price.optional() },
  "must be {request, answer} and perhaps price",
);
export type JsonMapping = z.output<typeof jsonMapping>;
export type WrittenMapping = z.input<typeof jsonMapping>;
