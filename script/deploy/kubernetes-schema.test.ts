/**
 * The manifests against the schemas of Kubernetes' API, as the package kubernetes-models has them
 * compiled from its published OpenAPI document.
 */
import { expect, test } from "@jest/globals";
import { type Manifest, manifests, optionalManifests } from "./kubernetes-manifests.ts";

interface Fault {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: object;
}
type Validate = ((data: unknown) => boolean) & { readonly errors?: readonly Fault[] | null };

const GROUPS: Readonly<Record<string, string>> = {
  v1: "CoreV1",
  "apps/v1": "AppsV1",
  "policy/v1": "PolicyV1",
  "autoscaling/v2": "AutoscalingV2",
  "networking.k8s.io/v1": "NetworkingV1",
};

async function schemaOf({ apiVersion, kind }: Manifest): Promise<Validate> {
  const name = `IoK8sApi${GROUPS[apiVersion]}${kind}`;
  return (await import(`kubernetes-models/_schemas/${name}`)).validate;
}

/**
 * The same data; `unread` is left with the paths of the fields that nobody has looked at. The
 * schema's code looks at each field that it knows.
 */
function watched(value: unknown, path: string, unread: Set<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one, i) => watched(one, `${path}/${i}`, unread));
  const fields = Object.entries(value).map(([name, its]) => {
    unread.add(`${path}/${name}`);
    return [name, watched(its, `${path}/${name}`, unread)] as const;
  });
  return new Proxy(Object.fromEntries(fields), {
    get(target, name) {
      unread.delete(`${path}/${String(name)}`);
      return Reflect.get(target, name);
    },
  });
}

async function faultsOf(manifest: Manifest): Promise<string[]> {
  const validate = await schemaOf(manifest);
  const unread = new Set<string>();
  const isRight = validate(watched(manifest, "", unread));
  const errors = isRight ? [] : (validate.errors ?? []);
  return [
    ...errors.map(
      ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`,
    ),
    ...[...unread].map((path) => `${path} is unknown`),
  ];
}

test.each(
  [...manifests, ...optionalManifests].map(
    (one) => [`${one.kind} ${one.metadata.name}`, one] as const,
  ),
)("KUBE-1 %s is right by its schema, and has no unknown field", async (_name, manifest) =>
  expect(await faultsOf(manifest)).toEqual([]));

const container = (changes: object) => ({
  ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" } },
  spec: {
    selector: { matchLabels: { a: "b" } },
    template: { spec: { containers: [{ name: "c", image: "i", ...changes }] } },
  },
});
const AT = "/spec/template/spec/containers/0";

test.each([
  ["nothing", {}, []],
  ["a misspelled field", { imagePullPolice: "Always" }, [`${AT}/imagePullPolice is unknown`]],
  [
    "a misspelled field of a field",
    { securityContext: { runAsNonRot: true } },
    [`${AT}/securityContext/runAsNonRot is unknown`],
  ],
  [
    "a text in the place of a number",
    { ports: [{ containerPort: "x" }] },
    [`${AT}/ports/0/containerPort type {"type":"integer"}`],
  ],
  ["no name", { name: undefined }, [expect.stringMatching(/name/)]],
])("KUBE-1 of a pod with %s wrong, that is said", async (_what, changes, faults) =>
  expect(await faultsOf(container(changes))).toEqual(faults));
