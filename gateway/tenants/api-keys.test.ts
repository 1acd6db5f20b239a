import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { hashBytes, isKey, KEY_HASH_FORM, KEY_ID_FORM, keyIdOf, newKey } from "./api-keys.ts";

describe("a new key", () => {
  test("has its id in it, and its hash is the SHA-256 of the whole text (APIKEY-1)", () => {
    const { id, key, hash } = newKey(randomBytes);
    expect({ id: KEY_ID_FORM.test(id), hash: KEY_HASH_FORM.test(hash) }).toEqual({
      id: true,
      hash: true,
    });
    expect({ keyId: keyIdOf(key) }).toEqual({ keyId: id });
    const digest = createHash("sha256").update(key).digest("hex");
    expect({ hash }).toEqual({ hash: `sha256:${digest}` });
  });

  test("has 256 random bits besides its id", () => {
    const asked: number[] = [];
    newKey((bytes) => {
      asked.push(bytes);
      return randomBytes(bytes);
    });
    expect({ asked }).toEqual({ asked: [6, 32] });
  });
});

describe("a key is recognized by its hash (APIKEY-2)", () => {
  const { key, hash } = newKey(randomBytes);
  const other = newKey(randomBytes);

  test.each([
    ["the key itself", key, hash, true],
    ["another key", other.key, hash, false],
    [
      "the key with one character changed",
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      hash,
      false,
    ],
    ["the hash in the place of the key", hash, hash, false],
    ["nothing", "", hash, false],
  ])("%s", (_what, text, expected, right) => {
    expect({ isKey: isKey(text, hashBytes(expected)) }).toEqual({ isKey: right });
  });

  test("no key is known where no hash is", () => {
    expect({ isKey: isKey(key, undefined) }).toEqual({ isKey: false });
  });

  test.each([
    "",
    "sba_",
    "sba_0123456789ab_short",
    key.toUpperCase(),
    `${key}x`,
    ` ${key}`,
  ])("'%s' has not the form of a key", (text) => {
    expect({ id: keyIdOf(text) }).toEqual({ id: undefined });
  });
});
