/** The OpenAPI document that a gateway serves, and whether its answers are what it says. */
import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { GatewayAddress } from "./gateway.ts";

/** JSON Schema, as far as tests look into it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends what `fetch` would not, such as another host. */
export async function send(
  gateway: GatewayAddress,
  { method, path, headers = {}, body }: ApiRequest,
): Promise<ApiAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const sent = request(gateway.url + path, { method, headers, agent: false }, (response) => {
    const { statusCode: status = 0, headers: head } = response;
    text(response).then((whole) => resolve({ status, headers: head, text: whole }), reject);
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}

export class ApiDocument {
  readonly operations: readonly Operation[];
  readonly components: Schema;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  private constructor(document: Schema) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, "api");
    this.components = document["components"] as Schema;
    const paths = document["paths"] as Record<string, Record<string, Record<string, unknown>>>;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        operationId: operation["operationId"] as string,
        method: method.toUpperCase(),
        path,
        parameters: (operation["parameters"] ?? []) as Parameter[],
        body: (operation["requestBody"] as Content | undefined)?.content?.["application/json"]
          ?.schema,
        responses: operation["responses"] as Record<string, Content>,
      })),
    );
  }

  static async of(gateway: GatewayAddress): Promise<ApiDocument> {
    const { text: json } = await send(gateway, { method: "GET", path: "/openapi.json" });
    return new ApiDocument(JSON.parse(json) as Schema);
  }

  operation(operationId: string): Operation {
    const found = this.operations.find((one) => one.operationId === operationId);
    if (found === undefined) throw new Error(`no operation is ${operationId}`);
    return found;
  }

  /** What of the answer is not what the document says; empty: all is. */
  faults(operationId: string, { status, headers, text: body }: ApiAnswer): string[] {
    const { responses } = this.operation(operationId);
    const code = String(status) in responses ? String(status) : `${String(status)[0]}XX`;
    const response = responses[code];
    if (response === undefined) return [`status ${status} is not documented`];
    const type = headers["content-type"]?.split(";")[0] ?? "";
    if (response.content === undefined) return body === "" ? [] : [`a body: ${body}`];
    const schema = response.content[type]?.schema;
    if (schema === undefined) return [`content type '${type}' of ${status} is not documented`];
    if (type === "text/event-stream") return this.#streamFaults(schema, body);
    return this.#valueFaults(schema, type.endsWith("json") ? JSON.parse(body) : body);
  }

  #streamFaults(schema: Schema, body: string): string[] {
    const { contentSchema } = this.#resolved(schema);
    const events = body
      .split("\n\n")
      .filter((block) => block !== "" && !block.startsWith(":"))
      .map((block) => Object.fromEntries(block.split("\n").map(fieldOf)));
    if (events.length === 0) return ["a stream without an event"];
    return events.flatMap((event) => this.#valueFaults(contentSchema as Schema, event));
  }

  #resolved(schema: Schema): Schema {
    const name = String(schema["$ref"]).split("/").at(-1) ?? "";
    return (this.components["schemas"] as Record<string, Schema>)[name] ?? schema;
  }

  #valueFaults(schema: Schema, value: unknown): string[] {
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as Schema;
    const validate = this.#ajv.compile(whole);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || "it"} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** The data of an event is JSON; its other fields are texts. */
function fieldOf(line: string): [string, unknown] {
  const [name = "", ...rest] = line.split(": ");
  const value = rest.join(": ");
  return [name, name === "data" ? JSON.parse(value) : value];
}
