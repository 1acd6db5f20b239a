import { describe, expect, test } from "@jest/globals";
import { type InstanceNews, MicroserviceClient } from "./microservice-client.ts";

const news = (instance: string, changes: Partial<InstanceNews> = {}): InstanceNews => ({
  instance,
  version: "1.0.0",
  markets: ["*.*"],
  inFlight: 0,
  ...changes,
});

describe("a bidder as the gateway sees it", () => {
  test("is alive while an instance is, and serves what any of them serves", () => {
    const client = new MicroserviceClient("stops");
    expect([client.alive, client.serves("LHR", "JFK")]).toEqual([false, false]);
    expect(client.seen(news("a", { markets: ["LHR.*"] }), 0)).toBe(true);
    expect(client.seen(news("b", { markets: ["*.SYD"] }), 0)).toBe(true);
    expect(client.seen(news("a", { markets: ["LHR.*"] }), 1)).toBe(false);
    expect([client.serves("LHR", "JFK"), client.serves("CDG", "SYD"), client.serves("CDG", "JFK")]).toEqual([true, true, false]);
    expect([client.left("a"), client.left("a"), client.serves("LHR", "JFK"), client.alive]).toEqual([true, false, false, true]);
  });

  test("forgets instances that have not spoken", () => {
    const client = new MicroserviceClient("stops");
    client.seen(news("a"), 0);
    client.seen(news("b"), 1_000);
    expect(client.forgetUnseenSince(500)).toEqual(["a"]);
    expect(client.forgetUnseenSince(500)).toEqual([]);
  });

  test("knows how long answers have taken, per instance", () => {
    const client = new MicroserviceClient("stops");
    client.seen(news("a"), 0);
    client.seen(news("b"), 0);
    for (let i = 1; i <= 100; i++) client.answered("a", i);
    client.answered("unknown", 5);
    const [a, b] = client.view(true).instances;
    expect(a?.p50Ms).toBeCloseTo(50, -0.5);
    expect(a?.p95Ms).toBeCloseTo(95, -0.5);
    expect([b?.p50Ms, b?.p95Ms]).toEqual([null, null]);
  });

  test("A6: no more instances than can be", () => {
    const client = new MicroserviceClient("stops");
    for (let i = 0; i < 1_100; i++) client.seen(news(`i${i}`), 0);
    expect(client.view(false).instances).toHaveLength(1_000);
  });
});
