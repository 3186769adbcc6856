import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { download } from "../../os/downloads.js";
import { Files } from "../../os/files.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Instance, NOTHING, type ObjectModel, Unknown, type Value } from "../../values/value.js";

/** System.Net.WebClient: what it fetches nobody knows, but where it puts it. */

function textOf(machine: Machine, value: Value | undefined): Text | undefined {
  const text = value === undefined ? undefined : scalarText(machine, value);
  return text === null ? undefined : text;
}

function fetched(machine: Machine, address: Text | undefined, at: Trace | null): Value {
  return address === undefined
    ? new Unknown("opaque", "what a web address gives", machine.freshSymbol("web"), at, "System.String")
    : download(machine, address, at);
}

const client = perMachine<ObjectModel>((machine) => ({
  typeNames: ["System.Net.WebClient", "System.ComponentModel.Component", "System.Object"],
  get: (self, name, at) => {
    const key = name.toLowerCase();
    const found = machine.field<Value>(self, key);
    // Headers, Proxy, Credentials: objects that only shape the request.
    return found ?? new Unknown("input", `${name} of a web client`, machine.freshSymbol(`webclient.${key}`), at);
  },
  set: (self, name, value) => {
    machine.setField(self, name.toLowerCase(), value);
    return true;
  },
  invoke: (self, name, args, at) => {
    const base = textOf(machine, machine.field<Value>(self, "baseaddress"));
    const given = textOf(machine, args[0]);
    const address =
      given !== undefined && base !== undefined && !/^\w+:/.test(shownText(given))
        ? `${shownText(base)}${shownText(given)}`
        : given;
    switch (name.toLowerCase().replace(/(?:task)?async$/, "")) {
      case "downloadfile": {
        const path = textOf(machine, args[1]);
        if (path !== undefined) new Files(machine).write(path, fetched(machine, address, at), at);
        return NOTHING;
      }
      case "downloadstring":
      case "downloaddata":
        if (!/async$/i.test(name)) return fetched(machine, address, at);
        return new Unknown("opaque", `what ${name} of a web client gives`, machine.freshSymbol("webclient"), at);
      case "openread":
      case "uploadstring":
      case "uploaddata":
      case "uploadvalues":
      case "uploadfile":
        return new Unknown("opaque", `what ${name} of a web client gives`, machine.freshSymbol("webclient"), at);
      case "dispose":
      case "cancel":
        return NOTHING;
      default:
        return undefined;
    }
  },
}));

export const webClientFamily: Family = {
  types: [{ name: "System.Net.WebClient", modelled: { construct: (machine, _args, at) => new Instance(client(machine), at) } }],
};
