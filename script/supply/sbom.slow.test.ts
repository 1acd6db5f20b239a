import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, test } from "@jest/globals";
import { ROOT } from "../documents/files.ts";
import { licensedPackages } from "./licences.ts";
import { readLockFile } from "./lock-file.ts";
import { billOfMaterials } from "./sbom.ts";

test("the bill of materials is CycloneDX and lists what ships (SBOM-1)", async () => {
  const bill = await billOfMaterials();
  const text = JSON.stringify(bill);

  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
  expect(bill.specVersion).toBe("1.5");
  expect(await validator.validate(text)).toBeNull();
  expect(await validator.validate(text.replaceAll('"SHA-512"', '"SHA"'))).not.toBeNull();

  const listed = bill.components.map(({ name, version }) => `${name}@${version}`);
  const shipped = licensedPackages(readLockFile("package-lock.json")).filter((one) => one.ships);
  expect(listed.toSorted()).toEqual(
    shipped.map(({ name, version }) => `${name}@${version}`).toSorted(),
  );
  expect(text).toContain('"purl":"pkg:npm/%40nats-io/transport-node@3.4.0"');
  expect(text).not.toContain('"nats@');
  const unchecked = bill.components.filter(
    ({ hashes, licenses }) => hashes?.[0]?.alg !== "SHA-512" || !licenses?.length,
  );
  expect(unchecked).toEqual([]);
  expect(bill.metadata.component.name).toBe("scatter-by-auction");
  expect(text).not.toContain(ROOT);
  expect(text).not.toMatch(/"url":|file:/);
});
