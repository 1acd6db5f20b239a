import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

import { policyWithIssuer, SECURITY_HEADERS } from "./security-headers.ts";

const headerOf = (name: string) => SECURITY_HEADERS[SECURITY_HEADERS.indexOf(name) + 1] ?? "";

test("the policy allows files of this gateway alone, and nothing inline (WEBHEADERS-1)", () => {
  const directives = Object.fromEntries(
    headerOf("content-security-policy")
      .split(";")
      .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1).join(" ")]),
  );
  expect(directives).toEqual({
    "default-src": "'none'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  });
  expect({ frame: headerOf("x-frame-options") }).toEqual({ frame: "DENY" });
});

test("where users sign in, the page may ask the issuer's origin too, and that is all (WEBHEADERS-3)", () => {
  const policy = headerOf("content-security-policy");
  const other = policyWithIssuer("https://login.example.com:8443/realms/one");
  expect({ other: other.split(";") }).toEqual({
    other: policy
      .split(";")
      .map((one) => (one === "connect-src 'self'" ? `${one} https://login.example.com:8443` : one)),
  });
  expect({ differs: other !== policy }).toEqual({ differs: true });
});

test("the page has nothing inline that the policy would refuse (WEBHEADERS-1)", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "web", "index.html"), "utf8");
  expect({ styles: page.match(/<style|style=/g), handlers: page.match(/\son\w+=/g) }).toEqual({
    styles: null,
    handlers: null,
  });
});

test("no header lets another origin read an answer (WEBHEADERS-2)", () => {
  const cors = SECURITY_HEADERS.filter((name) => name.startsWith("access-control-"));
  expect({ cors, resources: headerOf("cross-origin-resource-policy") }).toEqual({
    cors: [],
    resources: "same-origin",
  });
});
