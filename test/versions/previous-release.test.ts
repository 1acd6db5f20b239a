/** Which release is the previous one: by scripted answers of git. */
import { describe, expect, test } from "@jest/globals";
import { previousRelease } from "../harness/previous-release.ts";

const NAMING =
  "## Unreleased\n\nThis version is tested beside the one of commit `0a1b2c3d`, until …\n";

/** `answers`: what git says to a command that begins so; nothing to any other. */
const scripted =
  (answers: Readonly<Record<string, string>>) =>
  (...args: string[]) =>
    Object.entries(answers).find(([start]) => args.join(" ").startsWith(start))?.[1];

const clone = { "rev-parse HEAD": "f".repeat(40), "log -1": "2000000" };
const old = { "rev-list -1 --before=1395200 HEAD": "d".repeat(40) };
const named = { "rev-parse --verify --quiet 0a1b2c3d^": "c".repeat(40) };
const tagged = {
  "describe --tags": "v0.1.0",
  "rev-parse --verify --quiet v0.1.0^": "b".repeat(40),
};

describe("the previous release", () => {
  test.each([
    ["a tag", NAMING, { ...clone, ...old, ...named, ...tagged }, "v0.1.0", "b"],
    [
      "the changelog's, without a tag",
      NAMING,
      { ...clone, ...old, ...named },
      "0a1b2c3d, which",
      "c",
    ],
    [
      "the newest of a week ago, without both",
      "",
      { ...clone, ...old },
      "dddddddd, the newest",
      "d",
    ],
  ])("is that of %s", (_, changelog, answers, name, letter) => {
    expect(previousRelease(changelog, scripted(answers))).toEqual({
      name: expect.stringMatching(new RegExp(`^${name}`)),
      commit: letter.repeat(40),
    });
  });

  test.each([
    ["no clone", NAMING, {}, /no clone of git/],
    ["a clone without its history", NAMING, clone, /no commit 0a1b2c3d; a clone with its history/],
    ["nothing to go by", "", clone, /no tag v\*/],
  ])("is missing, and says why: %s", (_, changelog, answers, why) => {
    expect(previousRelease(changelog, scripted(answers))).toEqual({
      missing: expect.stringMatching(why),
    });
  });
});

test("a release whose packages are gone cannot be run", () => {
  const manifest = '{"dependencies":{"fastify":"5","@fastify/helmet":"13"}}';
  const answers = { ...clone, ...named, "show cccc": manifest };
  const found = previousRelease(NAMING, scripted(answers), (name) => name !== "@fastify/helmet");
  expect(found).toEqual({ missing: expect.stringMatching(/are not here: @fastify\/helmet$/) });
  expect(previousRelease(NAMING, scripted(answers), () => true)).toMatchObject({
    commit: "c".repeat(40),
  });
});

test("the changelog of this version names one, until there is a tag", () => {
  const found = previousRelease();
  // A shallow clone has neither tags nor that commit.
  expect(JSON.stringify(found)).toMatch(
    /"commit":"[0-9a-f]{40}"|this clone has no commit|no clone/,
  );
});
