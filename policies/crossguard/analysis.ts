import {
  analyzeDeployedHosts,
  argumentTexts,
  type Conventions,
  hostsOf,
  type Resource,
  type ResourceGraph,
  type Urn,
} from "../../deployment/index.js";
import type { JudgedHost } from "../judged-host.js";

/**
 * What the resources make of their hosts. Loads the interpreter, so it is imported when there is a script to read.
 *
 * Everything arrives in clear here and nothing is marked as secret, so every text counts as one that may hold secrets.
 * @param only hosts that this resource is, or that it sends something to; left out: all
 */
export function hostsAfter(resources: readonly Resource[], conventions: Conventions, only?: Urn): readonly JudgedHost[] {
  const graph: ResourceGraph = {
    project: "",
    stack: "",
    resources,
    directory: undefined,
    messages: [],
    notes: [],
    holes: new Map(),
  };
  const hosts = hostsOf(graph)
    .filter((host) => host.carriers.length > 0)
    .filter((host) => only === undefined || host.urn === only || host.carriers.some(({ urn }) => urn === only));
  return analyzeDeployedHosts(hosts, graph, conventions).map(({ host, analysis }): JudgedHost => {
    const { state, ending, orders, sources, confidential } = analysis;
    const texts = [...confidential.texts, ...sources.map((source) => source.text), ...argumentTexts(host)];
    // The name of a machine that is made elsewhere is a property, too.
    const id = host.urn === null ? `machine of ${host.carriers[0]?.name}` : host.id;
    return { id, urn: host.urn, state, ending, orders, exposure: host.exposure, confidential: { ...confidential, texts } };
  });
}
