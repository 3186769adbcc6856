import { hardening, type ServiceStart, serviceAccount, serviceBinary, serviceExists, serviceStart } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { type RegistryValue, watchRegistry } from "../../os/registry.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { type Plain, Str, Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { put, putUnknown, valueNow } from "../shared/host-facts.js";
import { scalarInteger } from "../shared/known.js";
import { runsAsService } from "../tasks/autorun.js";

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

watchRegistry({
  watches: (key) => SWITCHES.has(key),
  changed(machine, key, name, value, at) {
    if (!SWITCHES.get(key.toLowerCase())?.has(name.toLowerCase())) return;
    const from = evidence(traceOf(machine, value) ?? at, at, `the registry value ${name} is set`);
    const number = value === null ? undefined : scalarInteger(machine, value.data);
    if (number instanceof Unknown) putUnknown(machine, hardening(name), number.cause, number.why, from);
    else if (typeof number === "number") put(machine, hardening(name), number, from);
  },
});

const SERVICE = /^hklm\\system\\currentcontrolset\\services\\([^\\]+)$/;

const STARTS: ReadonlyMap<number, ServiceStart> = new Map([
  [2, "auto"],
  [3, "manual"],
  [4, "disabled"],
]);

watchRegistry({
  watches: (key) => SERVICE.test(key),
  changed(machine, key, name, value, at) {
    const service = key.slice(key.lastIndexOf("\\") + 1);
    if (value === null) return;
    const data = machine.plain(value.data);
    const from = evidence(traceOf(machine, value) ?? at, at, `the registry value ${name} of the service ${service} is set`);
    switch (name.toLowerCase()) {
      case "imagepath":
        return setBinary(machine, service, data, at);
      case "start": {
        const number = scalarInteger(machine, data);
        const start = typeof number === "number" ? STARTS.get(number) : undefined;
        if (start !== undefined) put(machine, serviceStart(service), start, from);
        else if (number instanceof Unknown) putUnknown(machine, serviceStart(service), number.cause, number.why, from);
        return;
      }
      case "objectname": {
        if (!(data instanceof Str || data instanceof Unknown)) return;
        const account = principalOfText(machine, data instanceof Str ? data.value : data);
        if (account !== null && !isOpen(account)) put(machine, serviceAccount(service), account, from);
        else if (data instanceof Unknown) putUnknown(machine, serviceAccount(service), data.cause, data.why, from);
        return;
      }
      default:
        return;
    }
  },
});

function setBinary(machine: Machine, service: string, data: Plain, at: Trace | null): void {
  if (!(data instanceof Str || data instanceof Unknown)) return;
  const from = evidence(data.trace ?? at, at, `the program of the service ${service} is set in the registry`);
  if (valueNow(machine, serviceExists(service)) !== true) put(machine, serviceExists(service), true, from);
  if (data instanceof Unknown && data.parts === null) putUnknown(machine, serviceBinary(service), data.cause, data.why, from);
  else put(machine, serviceBinary(service), shownText(data), from);
  const place = data.trace ?? at;
  if (place) runsAsService(machine, service, data instanceof Str ? data.value : data, place);
}

function traceOf(machine: Machine, value: RegistryValue | null): Trace | null {
  if (value === null) return null;
  const data = machine.plain(value.data);
  return "trace" in data ? data.trace : null;
}
