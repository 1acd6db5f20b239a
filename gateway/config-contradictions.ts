/** Faults of settings that contradict each other. */
import type { z } from "zod";
import type { Environment } from "../common/runtime/config.ts";
import type { Fault } from "../proto/errors.ts";
import { configSchema } from "./config-schema.ts";
import { recordingSettings } from "./recording/recording-settings.ts";

/**
 * Settings that are right each by itself, and wrong together. One that is wrong by itself is left
 * out, because the schema names it.
 */
export function contradictionsIn(environment: Environment): Fault[] {
  const value = <Name extends keyof typeof configSchema.shape>(name: Name) => {
    const read = configSchema.shape[name].safeParse(environment[name] || undefined);
    return read.success ? (read.data as z.output<(typeof configSchema.shape)[Name]>) : undefined;
  };
  const [deadline, min, max] = [
    value("AUCTION_DEADLINE_MS"),
    value("AUCTION_DEADLINE_MS_MIN"),
    value("AUCTION_DEADLINE_MS_MAX"),
  ];
  const [graceMin, graceMax] = [value("AUCTION_GRACE_MIN_MS"), value("AUCTION_GRACE_MAX_MS")];
  const [quorum, required] = [value("AUCTION_QUORUM"), value("AUCTION_REQUIRED") ?? []];
  const faults: Fault[] = [];
  const fault = (path: keyof typeof configSchema.shape, message: string) =>
    faults.push({ path, message });
  if (min !== undefined && max !== undefined && min > max) {
    fault(
      "AUCTION_DEADLINE_MS_MIN",
      `must not be more than AUCTION_DEADLINE_MS_MAX: ${min} with ${max}`,
    );
  } else if (
    deadline !== undefined &&
    (deadline < (min ?? deadline) || deadline > (max ?? deadline))
  ) {
    fault(
      "AUCTION_DEADLINE_MS",
      `must be from ${min} to ${max}, which is what a search may ask for, not ${deadline}`,
    );
  }
  if (graceMin !== undefined && graceMax !== undefined && graceMin > graceMax) {
    fault(
      "AUCTION_GRACE_MIN_MS",
      `must not be more than AUCTION_GRACE_MAX_MS: ${graceMin} with ${graceMax}`,
    );
  }
  if (typeof quorum === "number" && quorum < required.length) {
    fault(
      "AUCTION_QUORUM",
      `must be at least ${required.length}: so many bidders are required (${required.join(", ")})`,
    );
  }
  const shadow = value("BIDDERS_SHADOW") ?? [];
  const both = required.filter((bidder) => shadow.includes(bidder));
  if (both.length > 0)
    fault(
      "BIDDERS_SHADOW",
      `must name no bidder that is required (AUCTION_REQUIRED), as ${both.join(", ")} is: no auction waits for a shadow bidder`,
    );
  const [port, operationsPort] = [value("PORT"), value("OPERATIONS_PORT")];
  if (operationsPort !== undefined && operationsPort > 0 && operationsPort === port) {
    fault("OPERATIONS_PORT", `must not be ${port}, which is PORT`);
  }
  if (environment["OPERATIONS_HOST"] && !environment["OPERATIONS_PORT"]) {
    fault("OPERATIONS_PORT", "is not set, and OPERATIONS_HOST is: set both, or neither");
  }
  if (environment["ADMIN_KEY_HASH"] && !environment["OPERATIONS_PORT"]) {
    fault("OPERATIONS_PORT", "is not set, and ADMIN_KEY_HASH is: its key is for that port");
  }
  if (value("OPERATIONS_PROFILE") === "on" && !environment["OPERATIONS_PORT"]) {
    fault("OPERATIONS_PORT", "is not set, and OPERATIONS_PROFILE=on is: profiles are taken there");
  }
  faults.push(...tokenContradictions(environment));
  faults.push(...recordContradictions(environment, value("RECORD_LATE")));
  return faults;
}

/** Tokens are of tenants, and for one audience. */
function tokenContradictions(environment: Environment): Fault[] {
  const hasIssuer = Boolean(environment["OIDC_ISSUER"]);
  const faults: Fault[] = [];
  for (const path of ["TENANTS_FILE", "OIDC_AUDIENCE"])
    if (hasIssuer && !environment[path])
      faults.push({
        path,
        message: "is not set, and OIDC_ISSUER is: a token is of a tenant, and for an audience",
      });
  for (const name of ISSUER_SETTINGS)
    if (!hasIssuer && environment[name])
      faults.push({ path: "OIDC_ISSUER", message: `is not set, and ${name} is` });
  if (environment["OIDC_SCOPES"] && !environment["OIDC_CLIENT_ID"])
    faults.push({
      path: "OIDC_CLIENT_ID",
      message: "is not set, and OIDC_SCOPES is: the page asks for them, as a client of the issuer",
    });
  return faults;
}

const ISSUER_SETTINGS = [
  "OIDC_AUDIENCE",
  "OIDC_TENANT_CLAIM",
  "OIDC_SCOPE_CLAIM",
  "OIDC_CLIENT_ID",
];

/** The settings of the record are for a record, and those of late bids for a share that waits. */
function recordContradictions(environment: Environment, lateShare: number | undefined): Fault[] {
  const faults: Fault[] = [];
  if (!environment["RECORD"])
    for (const name of RECORD_SETTINGS)
      if (environment[name]) faults.push({ path: "RECORD", message: `is not set, and ${name} is` });
  if (environment["RECORD_LATE_MS"] && lateShare === 0)
    faults.push({ path: "RECORD_LATE", message: "is 0, and RECORD_LATE_MS is set: set both" });
  return faults;
}

const RECORD_SETTINGS = Object.keys(recordingSettings).filter((name) => name !== "RECORD");
