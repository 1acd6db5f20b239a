import { expect, test } from "@jest/globals";
import { type Check, fault, notChecked, ok, warning } from "../doctor/check.ts";
import { exitOf } from "./doctor.ts";

const MADE: Record<string, Check> = {
  ok: ok("a", "as it should be"),
  warning: warning("b", "is", "right", "do"),
  fault: fault("c", "is", "right", "do"),
  notChecked: notChecked("d", "why", "right", "do"),
};

test.each<[boolean, readonly string[], number]>([
  [true, [], 0],
  [true, ["ok"], 0],
  [true, ["ok", "warning", "notChecked"], 0],
  [true, ["warning", "ok", "fault"], 1],
  [false, ["ok"], 3],
  [false, ["fault"], 3],
])("DOCTOR-1: with a broker: %j, checks: %j, it ends with %d", (hasBroker, names, code) => {
  const checks = names.map((name) => MADE[name] as Check);
  expect({ code: exitOf({ checks, hasBroker }) }).toEqual({ code });
});
