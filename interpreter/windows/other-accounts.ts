import { hole } from "../../host/holes.js";
import { COMPUTER_NAME, describePrincipal, parsePrincipal, principalNames } from "../../host/principals/parse.js";
import { localPrincipal, type PrincipalId } from "../../host/principals/principal-id.js";
import { Enquiry, type TextTest } from "../enquiry.js";
import type { Machine } from "../machine.js";
import type { Trace } from "../source.js";
import { Instance, type ObjectModel, Unknown, type Value } from "../value.js";
import { qualifiedName } from "./account-objects.js";
import { localName, nameText, principalNamed } from "./accounts.js";
import { isMember, knownUsers, userIsThere } from "./membership.js";
import { perMachine } from "./per-machine.js";

/** Members and users that only the host knows, as objects and texts that can be asked about (see `enquiry.ts`). */

const LOCAL_ACCOUNTS = "Microsoft.PowerShell.Commands";
const OTHERS = "others of";

/** The group whose not listed members an object stands for. */
export function othersOf(machine: Machine, value: Value): PrincipalId | undefined {
  const plain = machine.plain(value);
  return plain instanceof Instance ? machine.field<PrincipalId>(plain, OTHERS) : undefined;
}

/** Principals that scripts look for by a part of their name. */
const CANDIDATES: readonly PrincipalId[] = [
  "sid:S-1-5-17",
  "sid:S-1-5-32-568",
  "sid:S-1-1-0",
  "sid:S-1-5-11",
  "sid:S-1-5-32-545",
  "sid:S-1-5-20",
  "sid:S-1-5-19",
  "sid:S-1-5-18",
  "sid:S-1-5-7",
  "sid:S-1-5-32-546",
  "sid:S-1-5-4",
  "pool:defaultapppool",
  "machine:500",
  "machine:501",
];

/** Principals whose membership of anything was a matter in this run, besides the usual ones. */
function candidates(machine: Machine): readonly PrincipalId[] {
  const found = new Set<PrincipalId>(CANDIDATES);
  for (const key of machine.host.view(machine.assumptions).touched("member")) found.add(key.parts[1] as PrincipalId);
  for (const user of knownUsers(machine).users) found.add(user);
  return [...found];
}

/** The principal that a test of a name or SID means; several when a pattern fits several. */
function tested(machine: Machine, test: TextTest): readonly PrincipalId[] {
  if (test.form === "equal") {
    const named = principalNamed(machine, test.text);
    return named === null ? [] : [named];
  }
  return candidates(machine).filter((principal) => {
    const shown = [
      nameText(qualifiedName(principal, null)),
      ...principalNames(principal).slice(0, 2),
      describePrincipal(principal),
    ];
    return shown.some((name) => test.passes(name) || test.passes(name.replaceAll(hole(COMPUTER_NAME), "COMPUTER")));
  });
}

/** A name that a pattern asks for although no principal known so far bears it: the letters between its wildcards. */
function namedByPattern(pattern: string): PrincipalId | null {
  const core = pattern.replace(/^[*^.\\]+|[*$]+$/g, "");
  return /^[\p{L}\p{N}_. -]{3,}$/u.test(core) ? (parsePrincipal(core) ?? localPrincipal(core)) : null;
}

const othersModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${LOCAL_ACCOUNTS}.LocalPrincipal`, "System.Object"],
  get: (self, name, at) => {
    const group = machine.field<PrincipalId>(self, OTHERS) as PrincipalId;
    switch (name.toLowerCase()) {
      case "name":
      case "sid":
      case "value":
        return otherMembers(group, name.toLowerCase(), self.trace ?? at);
      case "objectclass":
      case "principalsource":
        return new Unknown(
          "input",
          `the other members of ${describePrincipal(group)}`,
          `others:${group}.${name.toLowerCase()}`,
          at,
        );
      default:
        return undefined;
    }
  },
  text: (self) => otherMembers(machine.field<PrincipalId>(self, OTHERS) as PrincipalId, "name", self.trace),
  propertyNames: () => ["Name", "ObjectClass", "PrincipalSource", "SID"],
}));

/** The name (or a line of a listing) of the members of a group that only the host knows: a test of it asks for the one that it means. */
export function otherMembers(group: PrincipalId, what: string, at: Trace | null): Enquiry {
  return new Enquiry(
    `the other members of ${describePrincipal(group)}`,
    `others:${group}.${what}`,
    (machine, test) => {
      const meant = tested(machine, test);
      if (meant.length === 0) {
        const guessed = namedByPattern(test.text);
        return guessed === null ? undefined : isMember(machine, group, guessed, at);
      }
      return meant.some((principal) => isMember(machine, group, principal, at));
    },
    at,
  );
}

/** One object for all members of the group that are not known. */
export function othersObject(machine: Machine, group: PrincipalId, at: Trace | null): Instance {
  const object = new Instance(othersModel(machine), at);
  object.fields.set(OTHERS, group);
  return object;
}

/** Names of local users that only the host knows. */
export function otherUsers(at: Trace | null): Enquiry {
  return new Enquiry(
    "the other local users",
    "other-users",
    (machine, test) => {
      const named = test.form === "equal" ? principalNamed(machine, test.text) : namedByPattern(test.text);
      return named === null || localName(named) === undefined ? undefined : userIsThere(machine, named, at);
    },
    at,
  );
}
