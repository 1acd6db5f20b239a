/**
 * The route of a request, as a label of the metrics. It is found by the URL alone: some requests
 * are answered before fastify has looked for their route, and those that it takes are the same.
 *
 * ROUTE-1 Every URL has one of a fixed set of labels: the paths of PATHS, `page-files`, and `other`
 *         (A6).
 */
import { PATHS } from "./paths.ts";

const PAGE_FILES = "page-files";
const OTHER = "other";

const EXACT: ReadonlyMap<string, string> = new Map(
  Object.values(PATHS)
    .filter((path) => !path.includes(":"))
    .map((path) => [path, path]),
);

/** Paths with one parameter, by their parts before and after it. */
const WITH_PARAMETER = Object.values(PATHS)
  .filter((path) => path.includes(":"))
  .map((path) => {
    const [before = "", rest = ""] = path.split(":");
    return { path, before, after: rest.slice(rest.match(/^\w+/)?.[0].length) };
  });

const isFile = (path: string): boolean =>
  /^[\w./-]*\.(js|css|html|svg|ico|png|json|woff2)$/.test(path);

/** `url` as in the first line of the request: a path, and perhaps a query. */
export function routeOf(url: string): string {
  const end = url.indexOf("?");
  const path = end < 0 ? url : url.slice(0, end);
  return EXACT.get(path) ?? withParameter(path) ?? (isFile(path) ? PAGE_FILES : OTHER);
}

function withParameter(path: string): string | undefined {
  return WITH_PARAMETER.find(({ before, after }) => {
    const parameter = path.slice(before.length, path.length - after.length);
    return (
      path.startsWith(before) &&
      path.endsWith(after) &&
      parameter.length > 0 &&
      !parameter.includes("/")
    );
  })?.path;
}
