import type { Machine } from "../../../machine/machine.js";
import { perMachine } from "../../../machine/per-machine.js";
import type { DotnetType } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { joinTexts } from "../../../values/texts.js";
import { Instance, int, NOTHING, NULL, type ObjectModel, Str, Unknown, type Value } from "../../../values/value.js";
import { toStr } from "../../types/text.js";

/**
 * SecureString and PSCredential. A SecureString keeps the text it was made from in the field `text`, and in the field `plain`
 * when the script spells it out: a secret that came from a parameter or a vault has none.
 */

const SECURE_STRING = "System.Security.SecureString";
const CREDENTIAL = "System.Management.Automation.PSCredential";

export function secureString(machine: Machine, text: Str | Unknown, at: Trace | null): Instance {
  const made = new Instance(secureModel(machine), at);
  made.fields.set("text", text);
  if (text instanceof Str && !text.secret) made.fields.set("plain", text.value);
  return made;
}

/** The text of a SecureString; undefined for any other value. */
export function secureText(machine: Machine, value: Value): Str | Unknown | undefined {
  const plain = machine.plain(value);
  if (!(plain instanceof Instance) || plain.model.typeNames[0] !== SECURE_STRING) return undefined;
  return machine.field<Str | Unknown>(plain, "text");
}

const secureModel = perMachine((machine): ObjectModel => {
  const textIn = (self: Instance): Str | Unknown => machine.field<Str | Unknown>(self, "text") ?? new Str("");
  const setText = (self: Instance, text: Str | Unknown): void => {
    machine.secrets.add(text);
    machine.setField(self, "text", text);
    // What is put together from letters is spelled out nowhere.
    machine.setField(self, "plain", undefined);
  };
  return {
    typeNames: [SECURE_STRING, "System.Object"],
    get(self, name, at) {
      if (name.toLowerCase() !== "length") return undefined;
      const text = textIn(self);
      return text instanceof Str
        ? int(text.value.length, at)
        : new Unknown("input", "the length of a secret", `length(${text.symbol})`, at, "System.Int32");
    },
    invoke(self, name, [letter], at) {
      switch (name.toLowerCase()) {
        case "copy":
          return secureString(machine, textIn(self), at);
        case "appendchar":
          setText(self, joinTexts([textIn(self), toStr(machine, letter ?? NULL, at)], at, "a secret"));
          return NOTHING;
        case "clear":
          setText(self, new Str(""));
          return NOTHING;
        case "makereadonly":
        case "dispose":
          return NOTHING;
        default:
          return undefined;
      }
    },
    propertyNames: () => ["Length"],
  };
});

export function credential(user: Value, password: Value, at: Trace | null): Instance {
  const made = new Instance(credentialModel, at);
  made.fields.set("user", user);
  made.fields.set("password", password);
  return made;
}

const credentialModel: ObjectModel = {
  typeNames: [CREDENTIAL, "System.Object"],
  get(self, name) {
    if (name.toLowerCase() === "username") return self.fields.get("user") as Value;
    if (name.toLowerCase() === "password") return self.fields.get("password") as Value;
    return undefined;
  },
  invoke(self, name, _args, at) {
    if (name.toLowerCase() !== "getnetworkcredential") return undefined;
    const password = self.fields.get("password") as Value;
    const text = password instanceof Instance ? password.fields.get("text") : undefined;
    const made = new Instance(networkModel, at);
    made.fields.set("user", self.fields.get("user"));
    made.fields.set("text", text instanceof Str || text instanceof Unknown ? text : unknownPassword(at));
    return made;
  },
  propertyNames: () => ["UserName", "Password"],
};

const networkModel: ObjectModel = {
  typeNames: ["System.Net.NetworkCredential", "System.Object"],
  get(self, name, at) {
    const user = self.fields.get("user") as Value;
    const known = user instanceof Str ? user.value.split("\\") : null;
    switch (name.toLowerCase()) {
      case "password":
        return self.fields.get("text") as Value;
      case "username":
        return known ? new Str(known[known.length - 1] as string, at) : user;
      case "domain":
        return known
          ? new Str(known.length > 1 ? (known[0] as string) : "", at)
          : new Unknown("input", "the domain of an account", "credential-domain", at, "System.String");
      default:
        return undefined;
    }
  },
  propertyNames: () => ["UserName", "Password", "Domain"],
};

function unknownPassword(at: Trace | null): Unknown {
  return new Unknown("input", "a password", "password", at, "System.String", null, true);
}

export const credentialTypes: readonly DotnetType[] = [
  { name: SECURE_STRING, modelled: { construct: (machine, _args, at) => secureString(machine, new Str("", at), at) } },
  {
    name: CREDENTIAL,
    modelled: {
      construct(_machine, args, at) {
        const unknown = new Unknown("input", "a credential", "credential", at);
        return args.length < 2 ? unknown : credential(args[0] as Value, args[1] as Value, at);
      },
    },
  },
];
