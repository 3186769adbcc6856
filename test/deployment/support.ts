/** Deployments written down in a test, and what the rules say of their hosts. */

import type { Resource, ResourceGraph, Unknown } from "../../deployment/graph.js";
import { marker, restoreHoles } from "../../deployment/holes.js";
import { analyzeDeployedHosts, hostsOf } from "../../deployment/hosts/hosts.js";
import type { ProjectFiles } from "../../deployment/joins/project-files.js";
import { decodeProperties } from "../../deployment/property-value.js";
import { makeUrn } from "../../deployment/urn.js";
import { defaultConfig } from "../../policies/config.js";
import type { Finding } from "../../policies/finding.js";
import { judge } from "../../policies/judge.js";

export interface Given {
  readonly type: string;
  readonly name: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly id?: string;
  /** Names of resources that it waits for. */
  readonly after?: readonly string[];
  /** Property -> names of the resources that its value was made from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

const NO_OPTIONS: Resource["options"] = {
  protect: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  deleteBeforeReplace: undefined,
  retainOnDelete: false,
  deletedWith: undefined,
  replaceWith: [],
  replacementTrigger: undefined,
  importId: undefined,
  timeouts: { create: undefined, update: undefined, delete: undefined },
};

/** `holes`: values that the program does not know; `holeText(n)` stands for the n-th in inputs. */
export function graphOf(given: readonly Given[], holes: readonly Unknown[] = []): ResourceGraph {
  const urns = new Map(given.map(({ type, name }) => [name, makeUrn("dev", "test", undefined, type, name)]));
  const urnsOf = (names: readonly string[]) => names.map((name) => urns.get(name) as string);
  const table = new Map(holes.map((hole, index) => [marker(index), hole]));
  const decode = (bag: object) => decodeProperties(bag, { text: (text) => restoreHoles(text, table) });
  const resources = given.map(({ type, name, inputs = {}, outputs = {}, id, after = [], from = {} }): Resource => {
    const propertyDependencies = new Map(Object.entries(from).map(([property, names]) => [property, urnsOf(names)]));
    return {
      urn: urns.get(name) as string,
      type,
      name,
      custom: true,
      remote: false,
      external: false,
      id,
      parent: undefined,
      inputs: decode(inputs),
      outputs: decode(outputs),
      dependencies: [...new Set([...urnsOf(after), ...[...propertyDependencies.values()].flat()])].sort(),
      propertyDependencies,
      provider: undefined,
      options: NO_OPTIONS,
      source: undefined,
    };
  });
  return { project: "test", stack: "dev", resources, directory: undefined, messages: [], notes: [], holes: table };
}

export function holeText(index: number): string {
  return marker(index);
}

export interface Judged {
  readonly host: string;
  readonly findings: readonly Finding[];
}

export function judged(graph: ResourceGraph, files?: ProjectFiles): Judged[] {
  return analyzeDeployedHosts(hostsOf(graph, files), graph).map(({ host, analysis }) => {
    const { state, ending, orders, confidential } = analysis;
    const { exposure } = host;
    const { findings } = judge([{ id: host.id, urn: host.urn, state, ending, orders, exposure, confidential }], {
      config: defaultConfig(),
      today: "2026-01-01",
    });
    return { host: host.id, findings };
  });
}

/** `rule certainty resource property:line:column`, or `host-undecided cause resource property`. */
export function lineOf({ rule, certainty, cause, at }: Finding): string {
  const where = `${at?.resource?.split("::").pop() ?? at?.file ?? "?"} ${at?.property ?? ""}`.trim();
  return cause === null ? `${rule} ${certainty} ${where}:${at?.line}:${at?.column}` : `${rule} ${cause} ${where}`;
}

/** Host -> what is said of it. */
export function verdicts(
  given: readonly Given[],
  holes: readonly Unknown[] = [],
  files?: ProjectFiles,
): Record<string, string[]> {
  return Object.fromEntries(judged(graphOf(given, holes), files).map(({ host, findings }) => [host, findings.map(lineOf)]));
}

export const WINDOWS_2022 = {
  storageProfile: {
    imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter-g2", version: "latest" },
  },
};
export const UBUNTU = {
  storageProfile: { imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" } },
};

export const JOIN = "net localgroup Administrators IUSR /add";
export const LEAVE = "net localgroup Administrators IUSR /delete";
