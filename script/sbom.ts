/** `npm run --silent sbom > sbom.json`: the list of what ships, in CycloneDX (supply/sbom.ts). */
import { billOfMaterials } from "./supply/sbom.ts";

console.log(JSON.stringify(await billOfMaterials(), null, 2));
