import { bounded } from "../../../host/cache.js";
import { COMPUTER_NAME, describePrincipal, parsePrincipal, principalNames } from "../../../host/principals/parse.js";
import { localPrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import { hole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { Enquiry, type TextTest } from "../../values/host-question.js";
import type { Trace } from "../../values/source.js";
import { Instance, type ObjectModel, Unknown, type Value } from "../../values/value.js";
import { qualifiedName } from "./account-objects.js";
import { localName, nameText, principalNamed } from "./accounts.js";
import { isMember, knownUsers, userIsThere } from "./membership.js";

/** Members and users that only the host knows, as objects and texts that can be asked about (see `enquiry.ts`). */

const LOCAL_ACCOUNTS = "Microsoft.PowerShell.Commands";
const OTHERS = "others of";

/** The group whose not listed members an object stands for. */
export function othersOf(machine: Machine, value: Value): PrincipalId | undefined {
  const plain = machine.plain(value);
  return plain instanceof Instance ? machine.field<PrincipalId>(plain, OTHERS) : undefined;
}

/** Principals that scripts look for by a part of their name. */
const CANDIDATES: ReadonlySet<PrincipalId> = new Set<PrincipalId>([
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
]);

/** Principals whose membership of anything was a matter in this run, besides the usual ones. */
function candidates(machine: Machine): readonly PrincipalId[] {
  const found = new Set<PrincipalId>(CANDIDATES);
  for (const key of machine.host.view(machine.assumptions).touched("member")) found.add(key.parts[1] as PrincipalId);
  for (const user of knownUsers(machine).users) found.add(user);
  return [...found];
}

/** The name in an ADSI path; any other text stays as it is. */
function fromPath(text: string): string {
  if (!text.toLowerCase().startsWith("winnt://")) return text;
  return text.slice("winnt://".length).split(",")[0]?.split("/").slice(-2).join("\\") ?? text;
}

/** The principal that a test of a name or SID means; several when a pattern fits several. */
function tested(machine: Machine, test: TextTest): readonly PrincipalId[] {
  if (test.form === "equal") {
    const named = principalNamed(machine, fromPath(test.text));
    return named === null ? [] : [named];
  }
  return candidates(machine).filter((principal) => shownNames(principal).some((name) => test.passes(name)));
}

/** How listings show a principal. It is kept: scripts ask about the same ones in loops. */
const shownNames = bounded(500, (principal: PrincipalId): readonly string[] => {
  const texts = [
    nameText(qualifiedName(principal, null)),
    ...principalNames(principal).slice(0, 2),
    describePrincipal(principal),
  ];
  const plain = texts.flatMap((name) => [name, name.replaceAll(hole(COMPUTER_NAME), "COMPUTER")]);
  return [...new Set(plain.flatMap((name) => [name, `WinNT://${name.replaceAll("\\", "/")}`]))];
});

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
        return otherQualifiedName(group, self.trace ?? at);
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
  text: (self) => otherQualifiedName(machine.field<PrincipalId>(self, OTHERS) as PrincipalId, self.trace),
  propertyNames: () => ["Name", "ObjectClass", "PrincipalSource", "SID"],
}));

/** A pattern that fits more principals than this asks for none of them by name. */
const MAXIMUM_MEANT = 4;

/** Does a text pass for whoever of the group's members the host knows? Undefined: the test means nobody in particular. */
function anyMember(machine: Machine, group: PrincipalId, test: TextTest, at: Trace | null): boolean | undefined {
  if (!/[\p{L}\p{N}]/u.test(test.text)) return undefined;
  const meant = tested(machine, test);
  if (meant.length > MAXIMUM_MEANT) return undefined;
  if (meant.length > 0) return meant.some((principal) => isMember(machine, group, principal, at));
  const guessed = namedByPattern(test.text);
  return guessed === null ? undefined : isMember(machine, group, guessed, at);
}

/** A name without authority, or a line of a listing, of the members of a group that only the host knows. */
export function otherMembers(group: PrincipalId, what: string, at: Trace | null): Enquiry {
  const why = `the other members of ${describePrincipal(group)}`;
  return new Enquiry(
    why,
    `others:${group}.${what}`,
    (machine, test) => (isSeparator(test) ? false : anyMember(machine, group, test, at)),
    at,
  );
}

const AUTHORITIES = ["NT AUTHORITY", "BUILTIN", "IIS APPPOOL", "NT SERVICE", "COMPUTER"];

/** The name with its authority: `NT AUTHORITY\\IUSR`, whose parts scripts take at the back slash. */
function otherQualifiedName(group: PrincipalId, at: Trace | null): Enquiry {
  const why = `the other members of ${describePrincipal(group)}`;
  const authority = new Enquiry(
    why,
    `others:${group}.authority`,
    (_machine, test) => (isSeparator(test) || !AUTHORITIES.some((name) => test.passes(name)) ? false : undefined),
    at,
  );
  return new Enquiry(why, `others:${group}.name`, (machine, test) => anyMember(machine, group, test, at), at, "input", [
    authority,
    "\\",
    otherMembers(group, "plain name", at),
  ]);
}

/** Names hold no back slashes and no line ends: a pattern of nothing but these, dots and stars passes for none. */
function isSeparator({ form, text }: TextTest): boolean {
  return form === "pattern" && /[\\/\r\n\t]/.test(text) && !/[\p{L}\p{N}]/u.test(text);
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
