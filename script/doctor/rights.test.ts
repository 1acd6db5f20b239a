/** The table of rights against the nats.conf that ships: both have the same ones. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { brokerUsers, NATS_CONF } from "../broker/users.ts";
import { type Attempt, attemptText, rightsOf, roleOf } from "./rights.ts";

const TOKEN = "doctor-1";
/** With the users that are there as comments. */
const whole = readFileSync(NATS_CONF, "utf8").replaceAll(/^( *)#\+ /gm, "$1");
const conf = whole.replaceAll(/^ *#.*$/gm, "");

/** The patterns that a user of nats.conf has, by what they allow. */
function patternsOf(user: string, act: Attempt["act"]): string[] {
  const block = conf.split(/user: "/).find((one) => one.startsWith(`${user}"`)) ?? "";
  const [, list = ""] =
    (act === "publish"
      ? /publish: (?:\{\s*allow: )?\[(.*?)\]/s.exec(block)
      : /subscribe: \[(.*?)\]/s.exec(block)) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, pattern = ""]) => pattern);
}

/** As the broker matches: `subject`, or `subject queue` where it names a queue group. */
function matches(pattern: string, { subject, queue }: Attempt): boolean {
  const [allowed = "", group] = pattern.split(" ");
  if (group !== undefined && group !== queue) return false;
  const wanted = subject.split(".");
  const tokens = allowed.split(".");
  return (
    tokens.every((token, i) =>
      token === ">"
        ? wanted.length > i
        : wanted[i] !== undefined && (token === "*" || token === wanted[i]),
    ) &&
    (tokens.at(-1) === ">" || tokens.length === wanted.length)
  );
}

describe.each([...brokerUsers().keys(), "client-shop", "records"])("of %s", (user) => {
  const { needed, forbidden } = rightsOf(user, TOKEN);

  test("what is needed is not forbidden, and each attempt is there once", () => {
    const texts = [...needed, ...forbidden].map(attemptText);
    expect(texts.toSorted()).toEqual([...new Set(texts)].toSorted());
    expect(Math.min(needed.length, forbidden.length)).toBeGreaterThan(3);
  });

  test("no attempt is noticed by a process that runs, or it says by which (ATTEMPT-1)", () => {
    // Subscriptions in no queue group take nothing from others. A subject that others receive as it
    // is carries an id of nobody, or is marked.
    const shared = [...needed, ...forbidden].filter(
      ({ act, subject, queue }) =>
        (act === "publish" || queue !== undefined) && !subject.includes(TOKEN),
    );
    const harmless = (one: Attempt) =>
      one.noticedBy !== undefined ||
      (one.payload !== undefined && Buffer.from(one.payload).includes(TOKEN)) ||
      // Answered to no address, or refused by the broker for its empty body.
      /^\$SRV\.|^\$JS\.API\.STREAM\.(CREATE|INFO|MSG\.GET)\./.test(one.subject);
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.filter((one) => !harmless(one)).map(attemptText)).toEqual([]);
  });
});

const users = [...brokerUsers(whole).keys()];
const blocks = users.flatMap((user) => [["publish", user] as const, ["subscribe", user] as const]);

test.each(blocks)("each right to %s that %s has in nats.conf is tried", (act, user) => {
  const patterns = patternsOf(user, act);
  expect(patterns.length).toBeGreaterThan(0);
  const tried = rightsOf(user, TOKEN).needed.filter((one) => one.act === act);
  expect(patterns.filter((pattern) => !tried.some((one) => matches(pattern, one)))).toEqual([]);
});

test.each([
  ["gateway", "gateway"],
  ["client", "client"],
  ["client-shop", "client"],
  ["clients", "bidder"],
  ["monitor", "monitor"],
  ["records", "records"],
  ["nonstop", "bidder"],
])("the user %s is a %s", (user, role) => expect(roleOf(user)).toBe(role));
