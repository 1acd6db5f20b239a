/** Certificates for the tests beside this file. */
export { type Certificate, certificate } from "../../test/harness/certificate.ts";
