/** Files of PEM certificates, as settings name them. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Fault, messageOf } from "../../proto/errors.ts";

/**
 * The text of a file of PEM certificates, each of which can be read; else empty, and a fault is
 * added to `faults`.
 *
 * @param at the setting that names the file, for the fault
 * @param holds what such a file contains, for the fault
 */
export function readCertificates(
  path: string,
  at: string,
  faults: Fault[],
  holds = "certificates",
): string {
  try {
    const text = readFileSync(path, "utf8");
    const certificates =
      text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    if (certificates.length === 0)
      faults.push({
        path: at,
        message: `${path} has no certificate: a PEM file of ${holds} is right`,
      });
    for (const certificate of certificates) new X509Certificate(certificate);
    return text;
  } catch (thrown) {
    faults.push({
      path: at,
      message: `${path} cannot be read as PEM certificates: ${messageOf(thrown)}`,
    });
    return "";
  }
}
