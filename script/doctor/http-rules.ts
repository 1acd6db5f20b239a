/** What is right of a gateway over HTTP, and of this machine. Pure. */

import { shareCheck } from "./broker-rules.ts";
import { type Check, fault, named, notChecked, ok, warning } from "./check.ts";

/** What one address answers. */
export type HttpReport =
  | { readonly url: string; readonly kind: "unreachable"; readonly why: string }
  | {
      readonly url: string;
      readonly kind: "answered";
      /** Of `/ready?verbose`. */
      readonly status: number;
      /** The checks that failed, and the warnings, in the gateway's words. */
      readonly failed: readonly string[];
      readonly warnings: readonly string[];
      readonly openFiles: HttpFiles;
    };

/** From `/metrics`; null where it does not say, `refused` where it asks for another key. */
export type HttpFiles = OpenFiles | "refused" | null;

interface OpenFiles {
  readonly used: number;
  readonly max: number;
}

/** The default of CONNECTIONS_MAX, and what a gateway opens beside its callers' connections. */
const CONNECTIONS_MAX = 4_096;
const OPEN_FILES_BESIDE = 256;
export const OPEN_FILES_MIN = CONNECTIONS_MAX + OPEN_FILES_BESIDE;

const FILES_REMEDY = `raise it before the process is started: ulimit -n ${2 * CONNECTIONS_MAX}, or LimitNOFILE= of its unit`;

/** @param kind which of the gateway's ports: `HTTP port` or `monitoring port` */
export function httpChecks(kind: string, report: HttpReport): Check[] {
  const name = `${kind} ${new URL(report.url).host}`;
  if (report.kind === "unreachable")
    return [
      fault(
        name,
        `does not answer: ${report.why}`,
        "an answer to /ready",
        "start the gateway, or name the address that its log line 'listening' has",
      ),
    ];
  const { status, failed, warnings, openFiles } = report;
  return [readiness(name, status, failed, warnings), openFilesCheck(report.url, openFiles)];
}

function readiness(
  name: string,
  status: number,
  failed: readonly string[],
  warnings: readonly string[],
): Check {
  const right = "200, without warnings";
  if (status === 421)
    return fault(
      name,
      "421: it does not serve this host",
      right,
      "put the host into HOSTS_ALLOWED, or name the gateway by a host that is there",
    );
  if (status !== 200)
    return fault(
      name,
      `not ready (${status}): ${failed.length === 0 ? "it says nothing of why" : named(failed, 4)}`,
      right,
      "mend the first of these; the others may follow from it (docs/operations.md, Health and readiness)",
    );
  if (warnings.length > 0)
    return warning(
      name,
      `ready, with warnings: ${named(warnings, 4)}`,
      right,
      "docs/operations.md, Health and readiness, says what each means",
    );
  return ok(name, "ready");
}

function openFilesCheck(url: string, files: HttpFiles): Check {
  const name = `open files of ${new URL(url).host}`;
  const right = `a limit of ${OPEN_FILES_MIN} at least, for CONNECTIONS_MAX=${CONNECTIONS_MAX}, and less in use`;
  if (files === "refused")
    return notChecked(
      name,
      "its /metrics asks for a key with the scope 'metrics'",
      right,
      "set SCATTER_KEY, or --key-file, to a key of a tenant that has the scope",
    );
  if (files === null)
    return notChecked(name, "its /metrics does not say", right, "look at /proc/PID/limits there");
  if (files.max < OPEN_FILES_MIN && files.used < files.max * 0.8)
    return warning(name, `a limit of ${files.max}, ${files.used} in use`, right, FILES_REMEDY);
  return shareCheck(name, "open files", files.used, files.max, { right, remedy: FILES_REMEDY });
}

/** Limits of a machine; null where it does not say. */
export interface MachineLimits {
  readonly openFilesMax: number | null;
  readonly listenBacklogMax: number | null;
}

/** Of the machine that runs this command: what a process would have that is started here. */
export function machineChecks({ openFilesMax, listenBacklogMax }: MachineLimits): Check[] {
  const unknown = "this system does not say";
  return [
    limitCheck("open files here", openFilesMax, OPEN_FILES_MIN, FILES_REMEDY, unknown),
    limitCheck(
      "listen backlog here",
      listenBacklogMax,
      CONNECTIONS_MAX,
      `sysctl -w net.core.somaxconn=${CONNECTIONS_MAX}, where a gateway runs here`,
      unknown,
    ),
  ];
}

function limitCheck(
  name: string,
  limit: number | null,
  min: number,
  remedy: string,
  unknown: string,
): Check {
  const right = `${min} at least, for a gateway with CONNECTIONS_MAX=${CONNECTIONS_MAX}`;
  if (limit === null) return notChecked(name, unknown, right, remedy);
  const found = `a limit of ${limit}`;
  return limit >= min ? ok(name, found) : warning(name, found, right, remedy);
}
