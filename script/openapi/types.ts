/**
 * Writes `clients/typescript/src/types.ts`, the types of the client, from the OpenAPI document of
 * the gateway. The argument is the file to write.
 */
import { writeFileSync } from "node:fs";
import { apiDocument, type JsonSchema, type Operation } from "./document.ts";
import { typeTexts } from "./type-texts.ts";

const HEAD = `/**
 * What a gateway is asked and answers. Made by \`npm run generate\` from the schemas that the
 * gateway validates with: do not edit.
 */

`;

const [, , path] = process.argv;
if (path === undefined) throw new Error("which file is to be written?");
const { components, paths } = await apiDocument();
const queries = Object.values(paths)
  .flatMap((methods) => Object.values(methods))
  .map((operation) => [queryName(operation), querySchema(operation)] as const)
  .filter(([, { properties }]) => properties !== undefined);
writeFileSync(path, HEAD + typeTexts({ ...components.schemas, ...Object.fromEntries(queries) }));

function queryName({ operationId }: Operation): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Query`;
}

/** The parameters of a query, as the fields of an object. */
function querySchema({ operationId, parameters = [] }: Operation): JsonSchema {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const description = `The query of \`${operationId}\`.`;
  if (query.length === 0) return { description, type: "object" };
  return {
    description,
    type: "object",
    properties: Object.fromEntries(
      query.map(({ name, schema, description: doc }) => [name, { ...schema, description: doc }]),
    ),
    required: query.filter(({ required }) => required).map(({ name }) => name),
  };
}
