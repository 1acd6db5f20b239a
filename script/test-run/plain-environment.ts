/**
 * Jest's environment for Node, in a context whose global object is an ordinary one. In jest's own,
 * every `Math`, `Map` or `Number` in a test, and in the code that it tests, is a question to an
 * interceptor and a Proxy: that took most of the time of what only computes.
 */
import { type Context, constants, createContext } from "node:vm";
import type { JestEnvironment, JestEnvironmentConfig } from "@jest/environment";
import { ModernFakeTimers } from "@jest/fake-timers";
import { ModuleMocker } from "jest-mock";
import { installCommonGlobals } from "jest-util";

/** As in jest's own: a failure deep in a library shows the line of the test. */
const STACK_LINES_MAX = 100;

/** These are the outer ones, because `TextEncoder` and node:fs give out such arrays. */
const SHARED = { Buffer, ArrayBuffer, Uint8Array };

/**
 * Loads a module outside the context, once for all test files of a worker. Testcontainers takes
 * more than a second of a processor each time that it is loaded.
 *
 * @param path - absolute. Jest makes a `require` of this import, so the module may await nothing.
 */
const importOutside = (path: string): Promise<unknown> => import(path);

export default class PlainEnvironment implements JestEnvironment {
  global: JestEnvironment["global"];
  readonly fakeTimers = null;
  fakeTimersModern: ModernFakeTimers | null;
  moduleMocker: ModuleMocker | null;
  #context: Context | null;

  constructor({ projectConfig }: JestEnvironmentConfig) {
    this.#context = createContext(constants.DONT_CONTEXTIFY);
    const global = this.#context as unknown as typeof globalThis;
    addNodeGlobals(global);
    Object.assign(
      global,
      { global, ...SHARED, importOutside },
      projectConfig.testEnvironmentOptions,
    );
    installCommonGlobals(global, projectConfig.globals, "off");
    global.Error.stackTraceLimit = STACK_LINES_MAX;
    this.global = global as unknown as JestEnvironment["global"];
    this.moduleMocker = new ModuleMocker(global);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global });
  }

  async setup(): Promise<void> {}

  async teardown(): Promise<void> {
    this.fakeTimersModern?.dispose();
    this.fakeTimersModern = null;
    this.moduleMocker = null;
    this.#context = null;
  }

  exportConditions(): string[] {
    return ["node", "node-addons"];
  }

  getVmContext(): Context | null {
    return this.#context;
  }
}

/** Jest's own, of the context around this one: of a test of this file. */
const OF_JEST = "jest-symbol-do-not-touch";

/** What Node adds to a context of its own: `fetch`, `URL`, timers. A fresh one has the language. */
function addNodeGlobals(global: object): void {
  const descriptors = Object.getOwnPropertyDescriptors(globalThis) as PropertyDescriptorMap;
  for (const [name, descriptor] of Object.entries(descriptors))
    if (!Object.hasOwn(global, name) && name !== OF_JEST)
      Object.defineProperty(
        global,
        name,
        "value" in descriptor ? descriptor : onceRead(name, descriptor),
      );
}

/** Node loads some of them when they are first read. */
function onceRead(name: string, { enumerable = false }: PropertyDescriptor): PropertyDescriptor {
  const become = (target: object, value: unknown) => {
    Object.defineProperty(target, name, { value, enumerable, configurable: true, writable: true });
    return value;
  };
  return {
    enumerable,
    configurable: true,
    get() {
      return become(this, Reflect.get(globalThis, name));
    },
    set(value: unknown) {
      become(this, value);
    },
  };
}
