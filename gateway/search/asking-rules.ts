/**
 * Rules over who is asked and what is said to one bidder alone, with their faults in words. The raw
 * request is read. Nothing that is said to a bidder is quoted: a fault is logged.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import type { Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderChoice } from "../../proto/messages.ts";
import { isToken } from "../../proto/subjects.ts";
import { PARAMS_BIDDERS_MAX } from "./asking-schema.ts";
import { isRecord } from "./cross-field-rules.ts";
import { choiceFaults } from "./limit-rules.ts";

/** The bidders that are known now. */
interface KnownBidders {
  /** Their names, in order. Empty: none is known, and no name is checked. */
  readonly names: readonly string[];
  /** Those of them to which a search may say something. */
  readonly takingParams: readonly string[];
}

export function askingFaults(raw: Readonly<Record<string, unknown>>, known: KnownBidders): Fault[] {
  const { bidders, params } = raw;
  const choice = choiceIn(bidders);
  return [
    ...choiceFaults("bidders", bidders, (name) => [name]),
    ...unknownFaults(bidders, known.names),
    ...nobodyFaults(choice, known.names),
    ...paramsFaults(params, choice, known),
  ];
}

/** The choice of a raw request, as far as it is well formed. */
export function choiceIn(raw: unknown): BidderChoice | undefined {
  if (!isRecord(raw)) return undefined;
  const only = namesIn(raw["only"]);
  const except = namesIn(raw["except"]);
  return { ...(only === undefined ? {} : { only }), ...(except === undefined ? {} : { except }) };
}

function namesIn(raw: unknown): string[] | undefined {
  return Array.isArray(raw)
    ? raw.slice(0, LIMITS.bidderNamesMax).filter((name) => typeof name === "string")
    : undefined;
}

function unknownFaults(raw: unknown, known: readonly string[]): Fault[] {
  if (!isRecord(raw) || known.length === 0) return [];
  return ["only", "except"].flatMap((list) =>
    (namesIn(raw[list]) ?? []).flatMap((name, i) =>
      isToken(name) && !known.includes(name)
        ? [{ path: `bidders.${list}[${i}]`, message: noBidder(name, known) }]
        : [],
    ),
  );
}

function noBidder(name: string, known: readonly string[]): string {
  return `no bidder is named ${name}; there are ${known.join(", ")}`;
}

/** A choice without `only` leaves some bidder. With it, `choiceFaults` says so. */
function nobodyFaults(choice: BidderChoice | undefined, known: readonly string[]): Fault[] {
  if (choice === undefined || choice.only !== undefined || known.length === 0) return [];
  if (known.some((name) => isAsked(choice, name))) return [];
  return [
    {
      path: "bidders.except",
      message: `must leave someone to ask: the bidders are ${known.join(", ")}`,
    },
  ];
}

function paramsFaults(
  raw: unknown,
  choice: BidderChoice | undefined,
  { names, takingParams }: KnownBidders,
): Fault[] {
  if (!isRecord(raw)) return [];
  const entries = Object.entries(raw);
  if (entries.length > PARAMS_BIDDERS_MAX)
    return [{ path: "params", message: `must be for at most ${PARAMS_BIDDERS_MAX} bidders` }];
  return entries.flatMap(([name, value]) => {
    const message =
      bidderFault(name, choice, names, takingParams) ??
      (isRecord(value) ? sizeFault(value) : undefined);
    return message === undefined ? [] : [{ path: `params.${name}`, message }];
  });
}

function bidderFault(
  name: string,
  choice: BidderChoice | undefined,
  known: readonly string[],
  takingParams: readonly string[],
): string | undefined {
  if (!isToken(name)) return undefined;
  if (known.length > 0 && !known.includes(name)) return noBidder(name, known);
  if (!isAsked(choice, name)) return "is for a bidder that `bidders` does not ask";
  if (known.length === 0 || takingParams.includes(name)) return undefined;
  const others = takingParams.length === 0 ? "no bidder does" : `${takingParams.join(", ")} does`;
  return `${name} takes none; ${others}`;
}

function sizeFault(value: Readonly<Record<string, unknown>>): string | undefined {
  try {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    return bytes <= LIMITS.paramsBytesMax
      ? undefined
      : `must be at most ${LIMITS.paramsBytesMax} bytes as JSON, not ${bytes}`;
  } catch {
    return "must be JSON that is not nested so deeply";
  }
}
