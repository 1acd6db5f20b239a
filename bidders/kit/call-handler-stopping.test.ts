/** A10: how the handler stops. */
import { describe, expect, test } from "@jest/globals";
import { createHandler, hang, offer } from "../../test/fixtures/kit/call-handler.ts";

describe("stopping (A10)", () => {
  test("declines new calls, lets running searches finish, and resolves when all is answered", async () => {
    const gate = Promise.withResolvers<void>();
    const { clock, deliver, answers, handler } = createHandler(async function* () {
      await gate.promise;
      yield offer();
    });
    deliver("running");
    await clock.settle();
    handler.close();
    deliver("new");
    expect(answers("new")).toEqual(["declined: shutting down"]);
    gate.resolve();
    await handler.idle();
    expect(answers("running")).toEqual(["offers: 1"]);
  });

  test("past its limit cuts short the searches that run and declines the calls that wait", async () => {
    const { clock, deliver, answers, handler } = createHandler(hang, { concurrencyMax: 1 });
    deliver("running");
    deliver("waiting");
    await clock.settle();
    handler.close();
    handler.abort();
    await handler.idle();
    expect(answers("running")).toEqual(["failed: shutting-down: the search was cut short"]);
    expect(answers("waiting")).toEqual(["declined: shutting down"]);
    await clock.advance(10_000);
    expect([...answers("running"), ...answers("waiting")].length).toBe(2);
  });
});
