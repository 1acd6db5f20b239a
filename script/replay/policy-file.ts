/**
 * A policy as a JSON file, for `scatter replay`; `scatter tune` writes one.
 *
 * REPLAYPOLICY-1 A file with any fault is refused with all of its faults: where, and what would be
 *    right.
 */
import { basename } from "node:path";
import { z } from "zod";
import { withoutBom } from "../../common/text/bom.ts";
import {
  HEDGE_CHOICES,
  POLICY_KINDS,
  type ReplayPolicy,
} from "../../gateway/replay/replay-policy.ts";
import { readSmallFile } from "../../gateway/runtime/small-file.ts";
import { bidderName } from "../../gateway/search/asking-schema.ts";
import { objectError, oneOf, whole } from "../../gateway/search/field-schemas.ts";
import { quorum } from "../../gateway/search/search-schema.ts";
import { REQUIRED_MAX } from "../../gateway/search/search-terms.ts";
import { faultsOf } from "../../gateway/search/validation-error.ts";
import type { Fault } from "../../proto/errors.ts";

/** A6: a policy has some hundred bytes. */
const FILE_BYTES_MAX = 64 * 1024;
const NAME_RIGHT = "must be a name of 1 to 64 characters";
const MS_MAX = 60_000;
const SHARE_MAX = 10;
const SHARE_RIGHT = `must be a number from 0 to ${SHARE_MAX}`;

const grace = z.strictObject(
  {
    share: z.number(SHARE_RIGHT).min(0, SHARE_RIGHT).max(SHARE_MAX, SHARE_RIGHT).optional(),
    msMin: whole({ min: 0, max: MS_MAX }).optional(),
    msMax: whole({ min: 0, max: MS_MAX }).optional(),
  },
  { error: objectError("the grace after a quorum") },
);

const policySchema = z.strictObject(
  {
    name: z.string(NAME_RIGHT).min(1, NAME_RIGHT).max(64, NAME_RIGHT).optional(),
    kind: oneOf(POLICY_KINDS).optional(),
    deadlineMs: whole({ min: 1, max: MS_MAX }).optional(),
    quorum: quorum.nullable().optional(),
    required: z
      .array(bidderName, "must be a list of bidders")
      .max(REQUIRED_MAX, `must have at most ${REQUIRED_MAX} bidders`)
      .optional(),
    grace: grace.optional(),
    settle: z.boolean("must be true or false").optional(),
    hedge: oneOf(HEDGE_CHOICES).optional(),
  },
  { error: objectError("a policy") },
);

const KNOWN_FIELDS = {
  "": Object.keys(policySchema.shape),
  grace: Object.keys(grace.shape),
};

type ReadPolicy =
  | { readonly policy: ReplayPolicy; readonly faults: readonly [] }
  | { readonly policy: null; readonly faults: readonly Fault[] };

/** Never throws: a file that cannot be read has a fault. A policy without a name has the file's. */
export function readPolicyFile(path: string): ReadPolicy {
  const read = readSmallFile(path, FILE_BYTES_MAX);
  return "fault" in read ? wrong(read.fault) : policyIn(read.text, basename(path, ".json"));
}

/** The policy in the text of a file. */
export function policyIn(text: string, nameOfFile: string): ReadPolicy {
  let raw: unknown;
  try {
    raw = JSON.parse(withoutBom(text));
  } catch {
    return wrong("is not JSON");
  }
  const parsed = policySchema.safeParse(raw);
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, KNOWN_FIELDS));
    return { policy: null, faults };
  }
  const { grace: itsGrace, ...rest } = parsed.data;
  const stated = Object.entries(itsGrace ?? {}).filter(([, value]) => value !== undefined);
  const policy: ReplayPolicy = { ...rest, name: rest.name ?? nameOfFile };
  return {
    policy: itsGrace === undefined ? policy : { ...policy, grace: Object.fromEntries(stated) },
    faults: [],
  };
}

function wrong(message: string): ReadPolicy {
  return { policy: null, faults: [{ path: "", message }] };
}
