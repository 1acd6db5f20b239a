import { describe, expect, test } from "@jest/globals";
import type { Fault } from "../../proto/errors.ts";
import { ADDRESSES_MAX, readBrokerUrl, withoutCredentials } from "./broker-url.ts";

const read = (text: string) => {
  const faults: Fault[] = [];
  return { ...readBrokerUrl(text, faults), faults: faults.map(({ message }) => message) };
};

describe("addresses that are right", () => {
  test.each([
    ["nats://h:4222", "nats://h:4222", false],
    ["nats://h", "nats://h", false],
    ["NATS://h:1/", "nats://h:1", false],
    ["tls://h:4222", "tls://h:4222", true],
    ["tls://[::1]:4222", "tls://[::1]:4222", true],
    ["nats://a:1, nats://b:2", "nats://a:1,nats://b:2", false],
    ["tls://a:1,TLS://b:2", "tls://a:1,tls://b:2", true],
  ])("%s", (text, url, tls) =>
    expect(read(text)).toEqual({ url, tls, signIn: undefined, faults: [] }));

  test.each([
    ["nats://u:p@h:4222", "u", "p"],
    ["nats://u:p%40%2F%3A%2C%25@h:4222", "u", "p@/:,%"],
    ["nats://u%20x:%C3%A9@h:4222", "u x", "é"],
    ["nats://u:p@h:4222, nats://u:p@h:4222", "u", "p"],
    ["nats://u:p@h:4222,nats://h:4222", "u", "p"],
  ])("the credentials in %s are read, decoded, and are not in the address", (text, user, password) => {
    const { url, signIn, faults } = read(text);
    expect({ signIn, faults }).toEqual({ signIn: { user, password }, faults: [] });
    expect(new Set(url.split(","))).toEqual(new Set(["nats://h:4222"]));
  });
});

describe("addresses that are wrong", () => {
  test.each([
    ["localhost:4222", /^'localhost:4222' must look like nats:\/\/host:4222, or tls:/],
    ["nats://a:1, foo", /^'foo' must look like/],
    ["http://h:4222", /^'http:\/\/h:4222' must look like/],
    ["ws://h:80", /^'ws:\/\/h:80' is a WebSocket address/],
    ["wss://h", /^'wss:\/\/h' is a WebSocket address/],
    ["nats://", /must look like/],
    ["nats://h:99999", /must look like/],
    ["nats://h:0", /must look like/],
    ["nats://h:1/path", /must look like/],
    ["nats://h:1?x=1", /must look like/],
    ["nats://a:1,", /'' must look like/],
    ["tls://a:1,nats://b:1", /with and without TLS/],
    ["nats://token@h:1", /^address 1 of 1 has a user without a password/],
    ["nats://u:p@a:1,nats://u:q@b:1", /different users or passwords/],
    ["nats://u:p%zz@h:1", /% in its user or password/],
  ])("%s is refused: %s", (text, message) => expect(read(text).faults.join("\n")).toMatch(message));

  test("one more than may be named (A6)", () => {
    const addresses = Array(ADDRESSES_MAX + 1).fill("nats://h:1");
    expect(read(addresses.join()).faults.join("\n")).toMatch(/names 33 addresses; at most 32/);
  });

  test.each([
    "u:hunter2@h:4222",
    "http://u:hunter2@h:4222",
    "wss://u:hunter2@h",
    "nats://u:hunter2/x@h:4222",
    "nats://u:x,hunter2@h:4222",
    "nats://u:x,hunter2",
    "nats://u:hunter2",
    "nats://:hunter2@h:1",
    "nats://hunter2@h:1",
    "nats://u:hunter2%zz@h:1",
    "nats://u:hunter2@a:1,nats://u:other@b:1",
    "nats://u:hunter2@a:1,tls://u:hunter2@b:1",
    "nats://u:hunter2@a b:1",
  ])("no fault shows the password of %s", (text) => {
    const { faults, url } = read(text);
    expect(faults).not.toEqual([]);
    expect(JSON.stringify([faults, url])).not.toContain("hunter2");
  });
});

test.each([
  ["cannot reach nats://u:p@h:1, nor tls://u:p@x@h:2", "cannot reach nats://h:1, nor tls://h:2"],
  ["nats://h:1", "nats://h:1"],
  ["mail me@x.example", "mail me@x.example"],
])("withoutCredentials(%p)", (text, expected) => expect(withoutCredentials(text)).toBe(expected));
