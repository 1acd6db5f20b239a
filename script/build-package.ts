/** `npm pack` runs it (`prepack`): builds what is packed, in `dist`. */
import { buildPackage } from "./package/built-package.ts";

await buildPackage();
