import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { hostOf, hostRule, isHostPattern } from "./allowed-hosts.ts";
import { checkHost } from "./host-check.ts";

describe("the host of an authority", () => {
  const table: [authority: string, host: string | undefined][] = [
    ["localhost", "localhost"],
    ["LocalHost:8080", "localhost"],
    ["localhost.", "localhost"],
    ["localhost:", "localhost"],
    ["127.0.0.1:80", "127.0.0.1"],
    ["[::1]:8080", "::1"],
    ["[0:0:0:0:0:0:0:1]", "::1"],
    ["[2001:DB8::1]", "2001:db8::1"],
    ["", undefined],
    [":8080", undefined],
    ["a b", undefined],
    ["a,b", "a,b"], // well formed, and no host that anything serves
    ["a:b", undefined],
    ["a:70000", undefined],
    ["a:8080:1", undefined],
    ["::1", undefined],
    ["[::1", undefined],
    ["[::g]", undefined],
    ["[127.0.0.1]", undefined],
    ["user@localhost", undefined],
    ["localhost/path", undefined],
    ["münchen.example", undefined],
  ];
  test.each(table)("'%s' names %s (undefined: no host)", (authority, host) =>
    expect(hostOf(authority)).toBe(host));

  test("property: any text is a host or none", () => {
    fc.assert(fc.property(fc.string(), (text) => void hostOf(text)));
    fc.assert(
      fc.property(
        fc.ipV6(),
        (address) => hostOf(`[${address}]:1`) === hostOf(`[${hostOf(`[${address}]`)}]`),
      ),
    );
  });
});

describe("which hosts a gateway serves", () => {
  const table: [listensOn: string, allowed: string[], host: string, serves: boolean][] = [
    ["127.0.0.1", [], "localhost", true],
    ["127.0.0.1", [], "search.localhost", true],
    ["127.0.0.1", [], "127.0.0.1", true],
    ["127.0.0.1", [], "127.8.9.1", true],
    ["127.0.0.1", [], "::1", true],
    ["127.0.0.1", [], "evil.example", false],
    ["127.0.0.1", [], "127.evil.example", false],
    ["127.0.0.1", [], "notlocalhost", false],
    ["127.0.0.1", [], "localhost.evil.example", false],
    ["127.0.0.1", [], "10.0.0.7", false],
    ["10.0.0.7", [], "10.0.0.7", true],
    ["10.0.0.7", [], "10.0.0.8", false],
    ["search.internal", [], "search.internal", true],
    ["2001:DB8:0::1", [], "2001:db8::1", true],
    ["0.0.0.0", [], "10.0.0.8", true],
    ["0.0.0.0", [], "2001:db8::1", true],
    ["::", [], "10.0.0.8", true],
    ["0.0.0.0", [], "evil.example", false],
    ["0.0.0.0", ["Search.Example.com"], "search.example.com", true],
    ["127.0.0.1", ["search.example.com"], "localhost", true],
    ["127.0.0.1", ["search.example.com"], "www.search.example.com", false],
    ["127.0.0.1", ["*.example.com"], "a.b.example.com", true],
    ["127.0.0.1", ["*.example.com"], "example.com", false],
    ["127.0.0.1", ["*.example.com"], "evilexample.com", false],
  ];
  test.each(
    table,
  )("one that listens on %s and allows %j serves %s: %s", (listensOn, allowed, host, serves) =>
    expect(hostRule([listensOn], allowed)(host)).toBe(serves));

  test.each([
    "search.example.com",
    "*.example.com",
    "gateway",
    "my_service",
    "10.0.0.7",
    "::1",
  ])("%s may be allowed", (text) => {
    expect(isHostPattern(text)).toBe(true);
  });
  test.each([
    "",
    "*",
    "*.",
    "a b",
    "a:80",
    "http://a",
    "[::1]",
    "a..b",
    "-a",
    "*.*.a",
  ])("'%s' may not be allowed", (text) => {
    expect(isHostPattern(text)).toBe(false);
  });
  test("a name of 254 characters may not be allowed", () => {
    expect(isHostPattern("a".repeat(254))).toBe(false);
  });
});

describe("a request's authority", () => {
  const rule = hostRule(["127.0.0.1"], []);
  const request = (hosts: string[], url = "/live", httpVersion = "1.1") => ({
    url,
    httpVersion,
    rawHeaders: ["Accept", "host", ...hosts.flatMap((host) => ["Host", host])],
  });
  const verdict = (asked: ReturnType<typeof request>, allowed: typeof rule | null = rule) => {
    try {
      checkHost(asked, allowed);
      return "served";
    } catch (thrown) {
      if (!(thrown instanceof AuctionError)) throw thrown;
      return `${thrown.status} ${thrown.message}`;
    }
  };
  const table: [what: string, asked: ReturnType<typeof request>, expected: string | RegExp][] = [
    ["localhost", request(["localhost:8080"]), "served"],
    ["none in HTTP/1.0", request([], "/live", "1.0"), "served"],
    ["none in HTTP/1.1", request([]), /^400 a request of HTTP\/1.1 must have the header Host$/],
    ["two", request(["a", "b"]), /^400 a request must have one header Host, not 2$/],
    ["two alike", request(["localhost", "localhost"]), /^400 .* not 2$/],
    ["two in HTTP/1.0", request(["localhost", "b"], "/live", "1.0"), /^400 .* not 2$/],
    [
      "no host",
      request(["a b"]),
      /^400 the header Host must be a host and perhaps a port, such as localhost:8080, not 'a b'$/,
    ],
    ["an empty one", request([""]), /^400 the header Host must be/],
    [
      "a foreign one",
      request(["evil.example:8080"]),
      /^421 this gateway does not serve the host 'evil.example'; .* HOSTS_ALLOWED$/,
    ],
    ["a foreign one in HTTP/1.0", request(["evil.example"], "/live", "1.0"), /^421 /],
    [
      "a foreign target",
      request(["localhost"], "http://evil.example/live"),
      /^421 .*'evil.example'/,
    ],
    [
      "a target of ours under a foreign header",
      request(["evil.example"], "HTTP://localhost:1/live"),
      "served",
    ],
    [
      "a target that is none",
      request(["localhost"], "http://a@localhost/live"),
      /^400 the target must be/,
    ],
    ["a path that looks like a target", request(["localhost"], "/http://evil.example"), "served"],
  ];
  test.each(table)("%s is served, or refused with what is wrong", (_what, asked, expected) => {
    if (typeof expected === "string") expect(verdict(asked)).toBe(expected);
    else expect(verdict(asked)).toMatch(expected);
  });

  test("where every host is allowed, what is malformed is still refused", () => {
    expect(verdict(request(["evil.example"]), null)).toBe("served");
    expect(verdict(request(["a b"]), null)).toMatch(/^400 /);
    expect(verdict(request(["a", "b"]), null)).toMatch(/^400 /);
  });
});
