import { expect, test } from "@jest/globals";
import { openLog } from "./process-log.ts";

const SECRET = "hunter2-and-more";
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

function kept() {
  const lines: string[] = [];
  const log = openLog({ name: "one", level: "trace" }, { write: (line) => void lines.push(line) });
  return { log, lines };
}

const failure = Object.assign(new Error(`nats://user:${SECRET}@broker:4222 refused`), {
  headers: { authorization: `Bearer ${SECRET}` },
  cause: Object.assign(new Error("inner"), { token: SECRET }),
});

const OBJECTS: readonly (readonly [string, object])[] = [
  ["a password", { password: SECRET }],
  ["a name that ends with it", { NATS_PASSWORD: SECRET, clientSecret: SECRET }],
  ["a token far inside", { a: { b: { c: { d: [{ e: { token: SECRET } }] } } } }],
  [
    "headers",
    { request: { headers: { Authorization: `Basic ${SECRET}`, "set-cookie": [SECRET] } } },
  ],
  ["headers in a list", { rawHeaders: ["accept", "*/*", "authorization", SECRET] }],
  ["what a caller says to one bidder", { params: { "agency-1": { code: SECRET } } }],
  ["an address", { url: `nats://user:${SECRET}@broker:4222,tls://u:${SECRET}@b:4222/` }],
  ["an address whose password has signs", { url: `nats://us"er:a\\b"@${SECRET}@broker:4222` }],
  ["text of a header", { detail: `sent Authorization: Basic ${SECRET}, and no more` }],
  ["a JSON Web Token in a text", { detail: `sent eyJhbGciOiJI.eyJzdWIiOiIx.${SECRET}` }],
  ["JSON in a text", { body: JSON.stringify({ token: SECRET, rows: [1] }) }],
  ["JSON in JSON in a text", { body: JSON.stringify({ body: JSON.stringify({ token: SECRET }) }) }],
  ["an object in JSON in a text", { body: JSON.stringify({ params: { code: SECRET } }) }],
  ["an error", { err: failure }],
  ["an error of another name", { reason: String(failure) }],
];

test.each(OBJECTS)("%s is in no line, at any level (SECRETS-1)", (_what, fields) => {
  const { log, lines } = kept();
  for (const level of LEVELS) {
    log[level]({ before: 1, ...fields, after: "kept" }, "with a message");
    log.child(fields)[level]("of a child");
    log[level]("in a message: %o, and in %s", fields, JSON.stringify(fields));
  }
  expect(lines).toHaveLength(3 * LEVELS.length);
  for (const line of lines) {
    expect(line).not.toContain(SECRET);
    expect(line.endsWith("}\n")).toBe(true);
    JSON.parse(line);
  }
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    name: "one",
    before: 1,
    after: "kept",
    msg: "with a message",
  });
});

test("an error alone shows no secret either (SECRETS-1)", () => {
  const { log, lines } = kept();
  log.error(failure);
  expect(lines[0]).not.toContain(SECRET);
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    msg: "nats://broker:4222 refused",
    err: { headers: { authorization: "[redacted]" } },
  });
});

test("the seed of an nkey is in no line, and what is no secret is not touched (SECRETS-1, SECRETS-2)", () => {
  const seed = `SU${"A".repeat(56)}`;
  const { log, lines } = kept();
  log.info({ detail: `the seed ${seed}` }, "read");
  const plain = {
    takesParams: true,
    token: null,
    url: "http://127.0.0.1:8080/v1/a@b",
    detail: "authorization is needed; a bearer is not",
    tokens: 3,
  };
  log.info(plain, "read");
  expect(lines[0]).not.toContain(seed);
  expect(JSON.parse(lines[1] as string)).toMatchObject(plain);
});
