/**
 * The policies file as JSON: read and checked as a whole.
 *
 * POLICIESFILE-1 A file with any fault is refused with all of its faults, each with its path and
 *    with what would be right.
 */
import { withoutBom } from "../../common/text/bom.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { readSmallFile } from "../runtime/small-file.ts";
import { quoted } from "../search/problem.ts";
import type { PolicyBounds, PolicyDefaults } from "../search/search-schema.ts";
import { faultsOf } from "../search/validation-error.ts";
import { PRICE_WITHOUT_KIND } from "../search/value-policy.ts";
import { policyWith } from "../tenants/tenant-search.ts";
import {
  BASIS_POINTS,
  CONTROL,
  type ExperimentEntry,
  GRACE_FIELDS,
  KNOWN_FIELDS,
  type NamedPolicy,
  POLICY_FIELDS,
  type PoliciesFile,
  policiesSchema,
} from "./policies-schema.ts";

/** A6: 32 policies with 16 required bidders each are 50 kB. */
const FILE_BYTES_MAX = 256 * 1024;

/** A6: of a file that has everything wrong, this many faults are named. */
const FAULTS_MAX = 50;

export interface ReadPolicies {
  /** Null where the file has faults. */
  readonly file: PoliciesFile | null;
  readonly faults: readonly Fault[];
}

/** What the policies of a file stand on: those of the gateway. */
export interface PolicyTerms {
  readonly policy: PolicyDefaults;
  readonly bounds: PolicyBounds;
}

/** Never throws: a file that cannot be read has a fault. */
export function readPoliciesFile(path: string, terms: PolicyTerms): ReadPolicies {
  const read = readSmallFile(path, FILE_BYTES_MAX);
  return "fault" in read
    ? wrong([{ path: "", message: read.fault }])
    : policiesIn(read.text, terms);
}

/** The policies in the text of a file. */
export function policiesIn(text: string, terms: PolicyTerms): ReadPolicies {
  let raw: unknown;
  try {
    raw = JSON.parse(withoutBom(text));
  } catch (thrown) {
    return wrong([{ path: "", message: `is not JSON: ${messageOf(thrown)}` }]);
  }
  const parsed = policiesSchema.safeParse(raw);
  if (!parsed.success)
    return wrong(
      parsed.error.issues.flatMap((issue) => faultsOf(issue, policiesFieldsAt(issue.path))),
    );
  const { policies, experiment } = parsed.data;
  const faults = [
    ...Object.entries(policies).flatMap(([name, policy]) => policyFaults(name, policy, terms)),
    ...(experiment === undefined ? [] : experimentFaults(experiment, policies, terms)),
  ];
  return faults.length > 0 ? wrong(faults) : { file: parsed.data, faults };
}

/** A policy has the name that the file gives it: its fields are known by its path. */
export function policiesFieldsAt([of, name]: readonly PropertyKey[]): Record<
  string,
  readonly string[]
> {
  if (of !== "policies" || typeof name !== "string") return KNOWN_FIELDS;
  return { [`policies.${name}`]: POLICY_FIELDS, [`policies.${name}.grace`]: GRACE_FIELDS };
}

function wrong(faults: readonly Fault[]): ReadPolicies {
  return { file: null, faults: faults.slice(0, FAULTS_MAX) };
}

/** As those of the settings (config-contradictions.ts). */
function policyFaults(name: string, its: NamedPolicy, { policy, bounds }: PolicyTerms): Fault[] {
  const { deadlineMs, quorum, required, kind } = policyWith(its, policy);
  const { deadlineMsMin: min, deadlineMsMax: max } = bounds;
  const faults: Fault[] = [];
  const fault = (path: string, message: string) =>
    faults.push({ path: `policies.${name}.${path}`, message });
  if (its.deadlineMs !== undefined && (deadlineMs < min || deadlineMs > max))
    fault("deadlineMs", `must be from ${min} to ${max} here, not ${deadlineMs}`);
  if (typeof quorum === "number" && quorum < required.length)
    fault(
      "quorum",
      `must be at least ${required.length}: so many bidders are required (${required.join(", ")})`,
    );
  if (its.dollarsPerSecond !== undefined && kind !== "value")
    fault("dollarsPerSecond", PRICE_WITHOUT_KIND);
  if (its.grace !== undefined && its.grace.msMin > its.grace.msMax)
    fault("grace.msMin", `must not be more than msMax: ${its.grace.msMin} with ${its.grace.msMax}`);
  return faults;
}

function experimentFaults(
  { arms, shadows }: ExperimentEntry,
  policies: PoliciesFile["policies"],
  { policy: own }: PolicyTerms,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, message: string) =>
    faults.push({ path: `experiment.${path}`, message });
  const known = Object.keys(policies);
  const there = known.length === 0 ? "there is none" : `there are ${known.join(", ")}`;
  const checkPolicy = (path: string, name: string) => {
    if (!Object.hasOwn(policies, name)) fault(path, `no policy is named ${quoted(name)}; ${there}`);
  };
  const names = new Set([CONTROL]);
  for (const [i, { name, policy }] of arms.entries()) {
    if (name === CONTROL)
      fault(`arms[${i}].name`, `${CONTROL} is the arm of all searches that no arm has`);
    else if (names.has(name)) fault(`arms[${i}].name`, `${name} is an arm already`);
    names.add(name);
    checkPolicy(`arms[${i}].policy`, policy);
  }
  const sum = arms.reduce((all, { share }) => all + share, 0);
  if (sum > BASIS_POINTS)
    fault("arms", `must have shares of ${BASIS_POINTS} at most together, not ${sum}`);
  for (const [i, name] of shadows.entries()) {
    if (shadows.indexOf(name) < i) fault(`shadows[${i}]`, `${name} is named already`);
    checkPolicy(`shadows[${i}]`, name);
    const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
    // What it would have learned of bidders is that of another gateway's life.
    if (policy !== undefined && policyWith(policy, own).kind === "value")
      fault(
        `shadows[${i}]`,
        `${name} is of kind value, which follows from what was learned while it was served: give an arm to it, or "kind": "plain"`,
      );
  }
  return faults;
}
