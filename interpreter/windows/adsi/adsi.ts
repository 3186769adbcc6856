import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { Instance, type Plain, Unknown, type Value } from "../../values/value.js";

/**
 * Active Directory Service Interfaces: one entrance, several directories. `[ADSI]"WinNT://./Administrators,group"`,
 * `New-Object System.DirectoryServices.DirectoryEntry("IIS://localhost/SmtpSvc/1")` and VBScript's `GetObject("IIS://...")`
 * all come here; the provider that registered the scheme makes the object.
 */

/** Full name of the type behind `[ADSI]`, as `GetType().FullName` gives it. */
export const DIRECTORY_ENTRY = "System.DirectoryServices.DirectoryEntry";

const COM_OBJECT = "System.__ComObject";

/** The scheme of an ADSI path in lower case; undefined when it is not known. */
export function adsiScheme(path: Text): string | undefined {
  const head = typeof path === "string" ? path : path.parts?.[0];
  if (typeof head !== "string") return undefined;
  const end = head.indexOf(":");
  return end > 0 ? head.slice(0, end).trim().toLowerCase() : undefined;
}

export function openAdsi(machine: Machine, path: Text, at: Trace | null): Value {
  const scheme = adsiScheme(path);
  const provider = scheme === undefined ? undefined : machine.toolbox.directory(scheme);
  if (provider) return provider(machine, path, at);
  if (scheme !== undefined) {
    return new Unknown(
      "unmodelled",
      `ADSI's ${scheme} directory is not modelled`,
      machine.freshSymbol(`adsi:${scheme}`),
      at,
      DIRECTORY_ENTRY,
    );
  }
  const cause = typeof path === "string" ? "unreadable" : path.cause;
  const why = typeof path === "string" ? `${JSON.stringify(path)} is no ADSI path` : path.why;
  return new Unknown(cause, why, machine.freshSymbol("adsi"), at, DIRECTORY_ENTRY);
}

/** The path in a value: a text, or an object that already is a directory entry (then it is given back). */
function open(machine: Machine, value: Plain, at: Trace | null): Value {
  if (value.kind === "str") return openAdsi(machine, value.value, at);
  if (value.kind === "unknown") return openAdsi(machine, value, at);
  // A COM object of ADSI (a member that Members gave) is an entry already, seen from the other side.
  if (value instanceof Instance && (value.model.typeNames[0] === DIRECTORY_ENTRY || value.model.typeNames[0] === COM_OBJECT))
    return value;
  return new Unknown(
    "unmodelled",
    "an ADSI object made from something that is no text",
    machine.freshSymbol("adsi"),
    at,
    DIRECTORY_ENTRY,
  );
}

export const adsiFamily: Family = {
  types: [
    {
      name: DIRECTORY_ENTRY,
      cast: (machine, value, at) => open(machine, machine.plain(value), at),
      modelled: {
        // DirectoryEntry(path), (path, userName, password) and (path, userName, password, authenticationType): the credentials
        // change who may, not what happens.
        construct: (machine, args, at) => {
          const [path] = args;
          if (path === undefined) {
            return new Unknown("input", "the root of the directory that this host belongs to", "adsi:root", at, DIRECTORY_ENTRY);
          }
          return open(machine, machine.plain(path), at);
        },
        statics: {
          invoke: (machine, name, args, at) => {
            if (name.toLowerCase() !== "exists" || args[0] === undefined) return undefined;
            const entry = machine.plain(open(machine, machine.plain(args[0]), at));
            return entry instanceof Instance ? entry.model.invoke?.(entry, "exists", [], at) : entry;
          },
        },
      },
    },
  ],
};
