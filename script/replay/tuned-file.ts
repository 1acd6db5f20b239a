/**
 * A tuned policy as a file for POLICIES_FILE: the policy by its name, and an experiment whose arm
 * it is. So what is switched on is what was tuned, and is compared with what was before.
 */
import type { PoliciesFile } from "../../gateway/experiments/policies-schema.ts";
import type { ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
import {
  DEADLINE_MS_MAX,
  DEADLINE_MS_MIN,
  GRACE_DEFAULTS,
} from "../../gateway/search/search-terms.ts";

const NAME = "tuned";

type Written = Pick<PoliciesFile, "policies"> & {
  readonly experiment: Pick<NonNullable<PoliciesFile["experiment"]>, "name" | "arms">;
};

/** @param share in hundredths of a percent: of the searches that get it */
export function tunedFile(policy: ReplayPolicy, share: number): Written {
  const { deadlineMs, quorum, required, grace, kind, dollarsPerSecond } = policy;
  const isValue = kind === "value";
  return {
    policies: {
      [NAME]: {
        kind: isValue ? "value" : "plain",
        ...(isValue ? { dollarsPerSecond } : {}),
        // One deadline for all searches: so it was tuned.
        ...(deadlineMs === undefined
          ? {}
          : { deadlineMs: withinBounds(deadlineMs), deadlineMsPerSlice: 0 }),
        ...(quorum === undefined ? {} : { quorum }),
        ...(required === undefined ? {} : { required: [...required] }),
        ...(grace === undefined ? {} : { grace: { ...GRACE_DEFAULTS, ...grace } }),
      },
    },
    experiment: { name: NAME, arms: [{ name: NAME, policy: NAME, share }] },
  };
}

const withinBounds = (ms: number) => Math.min(DEADLINE_MS_MAX, Math.max(DEADLINE_MS_MIN, ms));
