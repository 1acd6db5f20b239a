/**
 * A policy as a JSON file, for `scatter replay`. A file of policies by name, as POLICIES_FILE has
 * them and `scatter tune` writes one, holds several.
 *
 * REPLAYPOLICY-1 A file with any fault is refused with all of its faults: where, and what would be
 *    right.
 */
import { basename } from "node:path";
import { z } from "zod";
import { withoutBom } from "../../common/text/bom.ts";
import type { Grace } from "../../gateway/auction/policy.ts";
import { policiesFieldsAt } from "../../gateway/experiments/policies-file.ts";
import { policiesSchema } from "../../gateway/experiments/policies-schema.ts";
import {
  HEDGE_CHOICES,
  REPLAY_POLICY_KINDS,
  type ReplayPolicy,
} from "../../gateway/replay/replay-policy.ts";
import { readSmallFile } from "../../gateway/runtime/small-file.ts";
import { bidderName } from "../../gateway/search/asking-schema.ts";
import { isRecord } from "../../gateway/search/cross-field-rules.ts";
import { dollarsPerSecond, objectError, oneOf, whole } from "../../gateway/search/field-schemas.ts";
import { quorum } from "../../gateway/search/search-schema.ts";
import { DOLLARS_PER_SECOND, REQUIRED_MAX } from "../../gateway/search/search-terms.ts";
import { faultsOf } from "../../gateway/search/validation-error.ts";
import { PRICE_WITHOUT_KIND } from "../../gateway/search/value-policy.ts";
import { stated } from "../../gateway/web/shared/request-fields.js";
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
    kind: oneOf(REPLAY_POLICY_KINDS).optional(),
    dollarsPerSecond: dollarsPerSecond.optional(),
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

type ReadFile =
  | { readonly policies: readonly ReplayPolicy[]; readonly faults: readonly [] }
  | { readonly policies: null; readonly faults: readonly Fault[] };

/** Never throws: a file that cannot be read has a fault. A policy without a name has the file's. */
export function readPolicyFile(path: string): ReadFile {
  const read = readSmallFile(path, FILE_BYTES_MAX);
  return "fault" in read
    ? wrong([{ path: "", message: read.fault }])
    : policiesIn(read.text, basename(path, ".json"));
}

/** The policies in the text of a file. */
export function policiesIn(text: string, nameOfFile: string): ReadFile {
  let raw: unknown;
  try {
    raw = JSON.parse(withoutBom(text));
  } catch {
    return wrong([{ path: "", message: "is not JSON" }]);
  }
  if (isRecord(raw) && "policies" in raw) return namedPolicies(raw);
  const parsed = policySchema.safeParse(raw);
  if (!parsed.success)
    return wrong(parsed.error.issues.flatMap((issue) => faultsOf(issue, KNOWN_FIELDS)));
  const { kind, dollarsPerSecond: price, name } = parsed.data;
  if (price !== undefined && kind !== "value")
    return wrong([{ path: "dollarsPerSecond", message: PRICE_WITHOUT_KIND }]);
  return right([policyOf({ ...parsed.data, name: name ?? nameOfFile })]);
}

/** As POLICIES_FILE has them: what stands beside the policies is of no meaning here. */
function namedPolicies(raw: object): ReadFile {
  const parsed = policiesSchema.safeParse(raw);
  if (!parsed.success)
    return wrong(
      parsed.error.issues.flatMap((issue) => faultsOf(issue, policiesFieldsAt(issue.path))),
    );
  const faults: Fault[] = [];
  const policies = Object.entries(parsed.data.policies).map(([name, its]) => {
    const { kind: itsKind, deadlineMsPerSlice = 0, ...rest } = its;
    if (deadlineMsPerSlice !== 0)
      faults.push({ path: `policies.${name}.deadlineMsPerSlice`, message: PER_SLICE_RIGHT });
    return policyOf({ ...rest, name, kind: itsKind === "value" ? "value" : "rules" });
  });
  return faults.length > 0 ? wrong(faults) : right(policies);
}

const PER_SLICE_RIGHT = "must be 0 or left out: a replay has one deadline for all searches";

type StatedPolicy = Omit<ReplayPolicy, "grace"> & {
  readonly grace?: { readonly [Field in keyof Grace]?: Grace[Field] | undefined } | undefined;
};

/** Without fields that are undefined; a price that is not stated is that of a gateway. */
function policyOf({ grace: itsGrace, ...rest }: StatedPolicy): ReplayPolicy {
  const price = rest.kind === "value" ? { dollarsPerSecond: DOLLARS_PER_SECOND } : {};
  const policy: ReplayPolicy = { ...price, ...(stated({ ...rest }) as typeof rest) };
  return itsGrace === undefined ? policy : { ...policy, grace: stated({ ...itsGrace }) ?? {} };
}

const right = (policies: readonly ReplayPolicy[]): ReadFile => ({ policies, faults: [] });

const wrong = (faults: readonly Fault[]): ReadFile => ({ policies: null, faults });
