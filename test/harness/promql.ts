/**
 * What a query of Prometheus names: its metrics and labels, by the grammar of Prometheus itself.
 */
import { parser } from "@prometheus-io/lezer-promql";

interface NamedInQuery {
  /** Each metric with the labels that its selector compares. */
  readonly selectors: readonly { readonly metric: string; readonly labels: readonly string[] }[];
  /** Labels that it groups or joins by. */
  readonly grouping: readonly string[];
}

/** @throws Error when it is no query */
export function namedIn(query: string): NamedInQuery {
  // Grafana replaces its variables before it asks.
  const text = query.replaceAll("$__rate_interval", "5m");
  const selectors: { metric: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  parser.parse(text).iterate({
    enter(node) {
      const its = () => text.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`no query at '${text.slice(node.from)}': ${text}`);
      if (node.name === "VectorSelector") selectors.push({ metric: "", labels: [] });
      const selector = selectors.at(-1);
      const parent = node.node.parent?.name;
      if (node.name === "Identifier" && parent === "VectorSelector" && selector !== undefined)
        selector.metric = its();
      if (node.name !== "LabelName") return;
      if (parent === "GroupingLabels") grouping.push(its());
      else selector?.labels.push(its());
    },
  });
  return { selectors, grouping };
}

/** Of each metric in the text of a scrape: its type, and the labels of its values. */
export function metricsIn(
  scrape: string,
): Map<string, { readonly type: string; readonly labels: Set<string> }> {
  const families = new Map<string, { type: string; labels: Set<string> }>();
  for (const [, name = "", type = ""] of scrape.matchAll(/^# TYPE (\S+) (\S+)$/gm))
    families.set(name, { type, labels: new Set() });
  for (const [, name = "", labels = ""] of scrape.matchAll(/^(\w+)\{(.*)\} \S+$/gm)) {
    const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ""));
    for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) family?.labels.add(label);
  }
  return families;
}
