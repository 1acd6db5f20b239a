/**
 * The certificates of a cluster, by `openssl`: one authority, and a certificate for each node and
 * each role that it signs.
 *
 * NODEROUTE-1 Who dials a broker as another one is refused unless its certificate has the host of a
 *    route as a DNS name; and no certificate but that of a node has a DNS name.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** An authority outlives what it signs: to replace it, all processes need the new one first. */
const AUTHORITY_DAYS = 3_650;
/** A certificate is renewed within a year. */
const CERTIFICATE_DAYS = 365;

const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** @throws Error when openssl is missing, or with what it says */
async function openssl(...args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)("openssl", args);
  } catch (thrown) {
    const { stderr = "", message } = thrown as Error & { stderr?: string };
    throw new Error(`openssl ${args[0]} failed: ${stderr.trim() || message}`, { cause: thrown });
  }
}

/** Writes `ca.pem` and `ca.key`. */
export async function makeAuthority(folder: string): Promise<void> {
  const [cert, key] = [join(folder, "ca.pem"), join(folder, "ca.key")];
  await openssl(
    ...["req", "-x509", ...CURVE, "-subj", "/CN=Scatter authority"],
    ...["-days", String(AUTHORITY_DAYS), "-keyout", key, "-out", cert],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
  );
  await chmod(key, 0o600);
}

/** @throws Error where the folder has nothing to sign a certificate with */
export function requireAuthority(folder: string): void {
  const missing = ["ca.pem", "ca.key"].filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0)
    throw new Error(
      `${folder} has no ${missing.join(" and no ")}: the authority that script/cluster/credentials.ts makes has to be there`,
    );
}

/**
 * Writes NAME.pem and NAME.key, signed by the authority of the folder. Each replaces its file as a
 * whole: a process that reads it has the old one or the new one.
 *
 * @param hosts names and IPv4 addresses that a node is dialled by; none for a client, whose
 *   certificate then has no DNS name: by one of a node it would pass as that (NODEROUTE-1)
 */
export async function makeCertificate(
  folder: string,
  name: string,
  hosts: readonly string[] = [],
): Promise<void> {
  requireAuthority(folder);
  const work = await mkdtemp(join(tmpdir(), "scatter-certificate-"));
  const at = (file: string) => join(work, file);
  const names = hosts.length === 0 ? [] : [name, ...hosts.filter((host) => host !== name)];
  const usage = hosts.length === 0 ? "clientAuth" : "serverAuth,clientAuth";
  try {
    await writeFile(
      at("extensions"),
      `basicConstraints=CA:FALSE\nextendedKeyUsage=${usage}\n` +
        (names.length === 0 ? "" : `subjectAltName=${names.map(altName).join()}\n`),
    );
    await openssl(
      ...["req", "-new", ...CURVE, "-subj", `/CN=${name}`],
      ...["-keyout", at("key"), "-out", at("request")],
    );
    await openssl(
      ...["x509", "-req", "-in", at("request"), "-out", at("cert")],
      ...["-CA", join(folder, "ca.pem"), "-CAkey", join(folder, "ca.key")],
      ...["-set_serial", `0x${randomBytes(16).toString("hex")}`, "-days", String(CERTIFICATE_DAYS)],
      ...["-extfile", at("extensions")],
    );
    await replaceFile(join(folder, `${name}.key`), await readFile(at("key"), "utf8"));
    await replaceFile(join(folder, `${name}.pem`), await readFile(at("cert"), "utf8"));
  } finally {
    await rm(work, { recursive: true });
  }
}

/** Writes a file under another name first. Only its owner may read a secret. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: /\.(key|leaf|seed)$/.test(path) ? 0o600 : 0o644 });
  await rename(`${path}.new`, path);
}

const altName = (host: string) => `${/^[\d.]+$/.test(host) ? "IP" : "DNS"}:${host}`;
