/**
 * The software bill of materials of what ships.
 *
 * SBOM-1 It is CycloneDX, lists each package of the lock file that ships and no other, with its
 *    checksum and its licence, and has no address or path of the machine that made it.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT, readRepositoryFile } from "../documents/files.ts";
import { licensedPackages } from "./licences.ts";
import { type LockFile, nameOf, packagesOf, readLockFile } from "./lock-file.ts";

const run = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 << 20;
/** npm's mark of a package that a tool needs too. */
const TOOL = "cdx:npm:package:development";

interface BillOfMaterials {
  readonly specVersion: string;
  readonly metadata: { readonly component: { name: string; "bom-ref": string } };
  components: {
    "bom-ref": string;
    name: string;
    purl: string;
    readonly version: string;
    readonly hashes?: readonly { readonly alg: string }[];
    licenses?: readonly unknown[];
    properties?: { readonly name: string }[];
  }[];
  dependencies: { readonly ref: string; dependsOn?: string[] }[];
}

/**
 * From the lock file, so that it is the same on every platform. `npm sbom --omit=dev` leaves out
 * packages that ship and that a tool needs too, so that npm lists all, and those that ship are
 * taken from its list here.
 */
export async function billOfMaterials(): Promise<BillOfMaterials> {
  const { stdout } = await run(
    "npm",
    ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"],
    { cwd: ROOT, maxBuffer: OUTPUT_BYTES_MAX },
  );
  const lock = readLockFile("package-lock.json");
  const bill = withRealNames(JSON.parse(stdout), lock);
  const shipped = new Map(
    licensedPackages(lock)
      .filter(({ ships }) => ships)
      .map(({ name, version, licence }) => [`${name}@${version}`, licence]),
  );
  const { component } = bill.metadata;
  // npm names the project after the folder that it lies in.
  component.name = JSON.parse(readRepositoryFile("package.json")).name;
  bill.components = bill.components.filter((one) => shipped.has(one["bom-ref"]));
  for (const one of bill.components) {
    if (one.properties) one.properties = one.properties.filter(({ name }) => name !== TOOL);
    // npm leaves out what is no SPDX expression; it was read (LICENCE-2).
    one.licenses ??= [{ expression: shipped.get(one["bom-ref"]) }];
  }
  const kept = new Set([component["bom-ref"], ...bill.components.map((one) => one["bom-ref"])]);
  bill.dependencies = bill.dependencies.filter(({ ref }) => kept.has(ref));
  for (const one of bill.dependencies)
    if (one.dependsOn) one.dependsOn = one.dependsOn.filter((ref) => kept.has(ref));
  return bill;
}

/** npm lists what is installed under another name by that name, as a package that there is not. */
function withRealNames(bill: BillOfMaterials, lock: LockFile): BillOfMaterials {
  for (const [folder, { name, version }] of packagesOf(lock)) {
    if (name === undefined) continue;
    const [alias, real] = [`${nameOf(folder)}@${version}`, `${name}@${version}`];
    const rename = (ref: string) => (ref === alias ? real : ref);
    for (const one of bill.components.filter(({ name: listed }) => listed === nameOf(folder))) {
      if (one.version !== version) continue;
      one["bom-ref"] = real;
      one.name = name;
      one.purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    }
    bill.dependencies = bill.dependencies.map(({ ref, dependsOn }) => ({
      ref: rename(ref),
      ...(dependsOn && { dependsOn: dependsOn.map(rename) }),
    }));
  }
  return bill;
}
