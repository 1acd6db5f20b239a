/**
 * The manifests of deploy/kubernetes, as the tests read them.
 *
 * KUBE-1 Each object is right by the published schema of its kind, and has no field that the schema
 *    does not know: Kubernetes would ignore it without a word.
 * KUBE-2 A pod runs as no root, writes into volumes alone, and has neither capabilities nor a token
 *    of the cluster.
 * KUBE-3 A connection that is not needed is refused, at both of its ends.
 * KUBE-4 What manifests name is in the code: settings, ports, roles, secrets' files, metrics, the
 *    image and its version.
 * KUBE-5 A gateway has the settings that it has in compose.yaml, but for names of hosts.
 * KUBE-6 The results and the last good bids that a gateway keeps are in the broker
 *    (LEDGER_SHARED=on, STAND_INS=bucket), here, in compose.yaml and in the test of a cluster:
 *    another gateway answers in its place.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";

const DEPLOY = join(import.meta.dirname, "..", "..", "deploy");
const FOLDER = join(DEPLOY, "kubernetes");

export type Labels = Readonly<Record<string, string>>;

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: object;
  }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>>>>;
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface PodSpec {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly topologySpreadConstraints: readonly { readonly topologyKey: string }[];
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string; readonly secret?: { secretName: string } }[];
}
/** A Deployment or StatefulSet. */
export interface Workload extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels: Labels };
    readonly template: {
      readonly metadata: { readonly labels: Labels; readonly annotations?: Labels };
      readonly spec: PodSpec;
    };
  };
}
/** Any object, as far as all have the same fields. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

/** What kustomize puts together. */
export const kustomization = parse(read(FOLDER, "kustomization.yaml")) as {
  readonly resources: readonly string[];
  readonly images: readonly {
    readonly name: string;
    readonly newName: string;
    readonly newTag: string;
  }[];
  readonly configMapGenerator: readonly {
    readonly name: string;
    readonly literals: readonly string[];
  }[];
};

/** The ConfigMaps of the brokers. */
export const brokerFiles = parse(read(DEPLOY, "cluster", "kustomization.yaml")) as {
  readonly configMapGenerator: readonly {
    readonly name: string;
    readonly files: readonly string[];
  }[];
};

/** Files that are in the folder: kustomize reads those that it names. */
export const manifestFiles: readonly string[] = readdirSync(FOLDER).filter(
  (name) => name.endsWith(".yaml") && name !== "kustomization.yaml",
);

/** @throws Error where a file is no YAML */
const objectsIn = (...path: string[]): Manifest[] =>
  parseAllDocuments(read(FOLDER, ...path)).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${path.join("/")}: ${error.message}`);
    return document.toJS() as Manifest;
  });

export const manifests: readonly Manifest[] = manifestFiles.flatMap((name) => objectsIn(name));

/** Files of the folder `optional`, which kustomization.yaml names in comments. */
export const optionalFiles: readonly string[] = readdirSync(join(FOLDER, "optional"));
export const optionalManifests: readonly Manifest[] = optionalFiles.flatMap((name) =>
  objectsIn("optional", name),
);
export const kustomizationText = read(FOLDER, "kustomization.yaml");

export const ofKind = <Kind extends Manifest = Manifest>(...kinds: readonly string[]): Kind[] =>
  manifests.filter(({ kind }) => kinds.includes(kind)) as Kind[];

export const workloads = ofKind<Workload>("Deployment", "StatefulSet");

export const monitoringFile = (name: string): unknown => parse(read(FOLDER, "monitoring", name));
