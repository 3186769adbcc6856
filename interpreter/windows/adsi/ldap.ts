/** ADSI's providers for a domain's directory: what is in it is not on this host, so it is neither known nor changed here. */
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { Instance, NOTHING, type ObjectModel, Unknown, type Value } from "../../values/value.js";

const model = perMachine<ObjectModel>((machine) => ({
  typeNames: ["System.DirectoryServices.DirectoryEntry", "System.Object"],
  get: (_self, name, at) => entry(machine, name, at),
  set: () => true,
  index: (_self, _args, at) => entry(machine, "an entry", at),
  setIndex: () => true,
  invoke: (self, name, _args, at) =>
    /^(?:create|getobject|opendsobject|movehere|copyhere)$/i.test(name)
      ? new Instance(self.model, at)
      : /^(?:put|putex|setinfo|setinfoex|getinfo|commitchanges|refreshcache|close|dispose|add|remove|setpassword|delete|deletetree)$/i.test(
            name,
          )
        ? NOTHING
        : entry(machine, name, at),
  enumerate: (self) => new Unknown("input", "entries of the domain's directory", `ldap:${self.birth}`, self.trace),
}));

function entry(machine: Machine, name: string, at: Trace | null): Value {
  return new Unknown("input", `${name} in the domain's directory`, machine.freshSymbol(`ldap:${name.toLowerCase()}`), at);
}

export const ldapFamily: Family = {
  directories: ["ldap", "gc"].map((scheme) => ({ scheme, open: (machine, _path, at) => new Instance(model(machine), at) })),
};
