import { hardening, type ServiceStart, serviceExists, serviceStart } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import type { RegistryValue } from "../../os/registry.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import { scalarInteger } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { textOf } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { changeService } from "../services/service-state.js";
import { put, putUnknown, valueNow } from "../shared/host-facts.js";

/** Registry values that are facts of the host: switches that harden it, and the definitions of services. */

/** Keys of switches, in lower case, with the values that count ("Registry key security and policies", Windows documentation). */
const SWITCHES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "hklm\\software\\microsoft\\windows\\currentversion\\policies\\system",
    new Set(["enablelua", "localaccounttokenfilterpolicy", "filteradministratortoken", "consentpromptbehavioradmin"]),
  ],
  [
    "hklm\\system\\currentcontrolset\\control\\lsa",
    new Set(["everyoneincludesanonymous", "restrictanonymous", "restrictanonymoussam", "forceguest", "limitblankpassworduse"]),
  ],
  ["hklm\\system\\currentcontrolset\\services\\lanmanserver\\parameters", new Set(["restrictnullsessaccess"])],
  ["hklm\\software\\policies\\microsoft\\windows\\installer", new Set(["alwaysinstallelevated"])],
]);

const STARTS: ReadonlyMap<number, ServiceStart> = new Map([
  [2, "auto"],
  [3, "manual"],
  [4, "disabled"],
]);

function isText(machine: Machine, value: RegistryValue): boolean {
  const data = machine.plain(value.data);
  return data instanceof Str || data instanceof Unknown;
}

function traceOf(machine: Machine, value: RegistryValue | null): Trace | null {
  if (value === null) return null;
  const data = machine.plain(value.data);
  return "trace" in data ? data.trace : null;
}

export const registryFactsFamily: Family = {
  registryWatchers: [
    {
      keys: [...SWITCHES.keys()],
      matters: (_machine, name) => [...SWITCHES.values()].some((names) => names.has(name.toLowerCase())),
      changed(machine, key, name, value, at) {
        if (!SWITCHES.get(key.toLowerCase())?.has(name.toLowerCase())) return;
        const from = evidence(traceOf(machine, value) ?? at, at, `the registry value ${name} is set`);
        const number = value === null ? undefined : scalarInteger(machine, value.data);
        if (number instanceof Unknown) putUnknown(machine, hardening(name), number.cause, number.why, from);
        else if (typeof number === "number") put(machine, hardening(name), number, from);
      },
    },
    {
      keys: ["hklm\\system\\currentcontrolset\\services\\*"],
      matters: (machine, name, value) => /^(?:imagepath|objectname)$/i.test(name) && isText(machine, value),
      changed(machine, key, name, value, at) {
        const service = key.slice(key.lastIndexOf("\\") + 1);
        if (value === null) return;
        const data = machine.plain(value.data);
        const from = evidence(traceOf(machine, value) ?? at, at, `the registry value ${name} of the service ${service} is set`);
        switch (name.toLowerCase()) {
          case "imagepath":
            if (!(data instanceof Str || data instanceof Unknown)) return;
            if (valueNow(machine, serviceExists(service)) !== true) put(machine, serviceExists(service), true, from);
            return changeService(machine, service, { binary: textOf(data), binaryAt: data.trace ?? at }, from);
          case "start": {
            const number = scalarInteger(machine, data);
            const start = typeof number === "number" ? STARTS.get(number) : undefined;
            if (start !== undefined) put(machine, serviceStart(service), start, from);
            else if (number instanceof Unknown) putUnknown(machine, serviceStart(service), number.cause, number.why, from);
            return;
          }
          case "objectname":
            if (data instanceof Str || data instanceof Unknown) changeService(machine, service, { account: textOf(data) }, from);
            return;
          default:
            return;
        }
      },
    },
  ],
};
