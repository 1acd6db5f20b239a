import { describe, expect, test } from "@jest/globals";
import { callerKey, parseProxies, proxyRule } from "./trusted-proxies.ts";

describe("TRUST_PROXY", () => {
  test.each<[string, readonly string[] | number]>([
    ["1", 1],
    ["16", 16],
    ["10.0.0.7", ["10.0.0.7"]],
    ["10.0.0.0/8, 2001:db8::/32", ["10.0.0.0/8", "2001:db8::/32"]],
    ["loopback,10.1.2.3", ["127.0.0.0/8", "::1/128", "10.1.2.3"]],
  ])("'%s' names the proxies %j", (text, proxies) => expect(parseProxies(text)).toEqual(proxies));

  test.each([
    "",
    "0",
    "17",
    "true",
    "10.0.0",
    "10.0.0.0/0",
    "10.0.0.0/33",
    "::/0",
    "::1/129",
    "fe80::1%eth0",
    "::ffff:10.0.0.1",
    "a.example",
    "10.0.0.1,",
    "-1",
  ])("'%s' names no proxies", (text) => expect(parseProxies(text)).toBeUndefined());

  test("a proxy is what is in the list; by number, the last so many are", () => {
    const rule = proxyRule(["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]);
    for (const address of ["10.9.9.9", "192.0.2.1", "2001:db8::9", "::ffff:10.9.9.9"])
      expect({ address, isTrusted: rule(address, 9) }).toEqual({ address, isTrusted: true });
    for (const address of ["11.0.0.1", "192.0.2.2", "2001:db9::9", "unknown", ""])
      expect({ address, isTrusted: rule(address, 0) }).toEqual({ address, isTrusted: false });
    expect([0, 1, 2].map((hop) => proxyRule(2)("11.0.0.1", hop))).toEqual([true, true, false]);
  });
});

describe("whose requests count together", () => {
  test.each<[stated: string | undefined, peer: string | undefined, key: string]>([
    ["192.0.2.1", "10.0.0.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "10.0.0.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "10.0.0.1", "2001:db8:1:2::"],
    ["2001:db8:1:2:9::", "10.0.0.1", "2001:db8:1:2::"],
    ["192.0.2.1:5678", "10.0.0.1", "192.0.2.1"],
    ["[2001:db8:1:2::6]:5678", "10.0.0.1", "2001:db8:1:2::"],
    ["fe80::1%eth0", "10.0.0.1", "fe80::"],
    ["unknown", "10.0.0.1", "10.0.0.1"],
    ["_hidden", "10.0.0.1", "10.0.0.1"],
    ["", "10.0.0.1", "10.0.0.1"],
    [undefined, undefined, "gone"],
  ])("a request that states %p and comes from %p counts for %s", (stated, peer, key) =>
    expect(callerKey(stated, peer)).toBe(key));
});
