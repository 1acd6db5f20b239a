/**
 * TLS to the broker: which authorities are trusted, and which certificate this process presents.
 * Both are files that the environment names.
 */
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { readCertificates } from "./certificates.ts";

/** The TLS options of the connection. */
export interface BrokerTls {
  /** PEM files, read again at every connection: a renewed certificate needs no restart. */
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** TLS before the broker's greeting: for brokers with `handshake_first`. */
  readonly handshakeFirst: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The TLS options in NATS_CA, NATS_TLS_CERT with NATS_TLS_KEY, and NATS_TLS_FIRST. Undefined where
 * NATS_URL does not ask for TLS. Faults are added to `faults`.
 */
export function readBrokerTls(
  environment: Environment,
  wantsTls: boolean,
  faults: Fault[],
): BrokerTls | undefined {
  const get = (name: string) => environment[name] || undefined;
  const [ca, cert, key, first] = ["NATS_CA", "NATS_TLS_CERT", "NATS_TLS_KEY", "NATS_TLS_FIRST"].map(
    get,
  );
  const fault = (path: string, message: string) => void faults.push({ path, message });
  for (const name of BROKER_TLS_SETTINGS) {
    if (!wantsTls && get(name) !== undefined)
      fault(name, "is for a connection with TLS: write tls:// in NATS_URL");
  }
  if (ca !== undefined) readCertificates(ca, "NATS_CA", faults);
  if (cert !== undefined) readCertificates(cert, "NATS_TLS_CERT", faults);
  if (key !== undefined) checkKey(key, "NATS_TLS_KEY", faults);
  if ((cert === undefined) !== (key === undefined)) {
    fault(
      cert === undefined ? "NATS_TLS_CERT" : "NATS_TLS_KEY",
      "is not set: NATS_TLS_CERT and NATS_TLS_KEY go together",
    );
  }
  if (first !== undefined && first !== "true" && first !== "false")
    fault("NATS_TLS_FIRST", "must be true or false");
  if (!wantsTls) return undefined;
  return {
    ...(ca === undefined ? {} : { caFile: ca }),
    ...(cert === undefined ? {} : { certFile: cert }),
    ...(key === undefined ? {} : { keyFile: key }),
    handshakeFirst: first === "true",
  };
}

export const BROKER_TLS_SETTINGS = [
  "NATS_CA",
  "NATS_TLS_CERT",
  "NATS_TLS_KEY",
  "NATS_TLS_FIRST",
] as const;

function checkKey(path: string, at: string, faults: Fault[]): void {
  try {
    createPrivateKey(readFileSync(path, "utf8"));
  } catch (thrown) {
    faults.push({
      path: at,
      message: `${path} cannot be read as a private key in PEM, without a passphrase: ${messageOf(thrown)}`,
    });
  }
}
