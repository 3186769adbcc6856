import { privilege } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { type PrincipalId, principalKind } from "../../../host/principals/principal-id.js";
import { PRIVILEGES } from "../../../host/privileges.js";
import { Files } from "../../os/files.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { Enquiry, type TextTest } from "../../values/host-question.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText, type TextValue } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { principalOfText, sidText } from "../accounts/account-objects.js";
import { whether } from "../shared/host-facts.js";
import { switchOf } from "../shared/native-arguments.js";
import { holdersOfRight } from "./privilege-state.js";
import { applyTemplate, HOLDERS } from "./security-template.js";

/**
 * secedit.exe: /configure applies a template, /export writes the host's settings as one. What only the host knows of them is an
 * unknown part that stands for "as it is": exporting, editing and configuring again changes what was edited.
 */

const DATABASES = "secedit:databases";

const secedit: NativeTool = {
  form: "native",
  names: ["secedit"],
  effect: "modelled",
  areas: ["principals", "privileges", "acl", "services"],
  documented: "Microsoft, secedit",
  run(call) {
    const options = readOptions(call.argv);
    if (options.verb === "export") exportSettings(call, options);
    else if (options.verb === "import") importTemplate(call, options);
    else if (options.verb === "configure") configure(call, options);
    else call.out(call.unknown(`what secedit /${options.verb ?? ""} prints`, { type: "System.String" }));
  },
};

interface Options {
  readonly verb: string | null;
  readonly cfg: Argument | null;
  readonly db: Argument | null;
  readonly areas: ReadonlySet<string> | null;
}

function readOptions(argv: readonly Argument[]): Options {
  let verb: string | null = null;
  let cfg: Argument | null = null;
  let db: Argument | null = null;
  let areas: Set<string> | null = null;
  for (let index = 0; index < argv.length; index++) {
    const found = switchOf(argv[index] as Argument, "/-");
    switch (found?.name) {
      case "configure":
      case "export":
      case "import":
      case "analyze":
      case "validate":
      case "generaterollback":
        verb = found.name;
        break;
      case "cfg":
        cfg = argv[++index] ?? null;
        break;
      case "db":
        db = argv[++index] ?? null;
        break;
      case "log":
        index++;
        break;
      case "areas":
        areas = new Set();
        while (argv[index + 1] !== undefined && switchOf(argv[index + 1] as Argument, "/-") === undefined) {
          for (const word of shownText((argv[++index] as Argument).text).split(/[ ,]+/)) areas.add(word.toUpperCase());
        }
        break;
      default:
        break;
    }
  }
  return { verb, cfg, db, areas };
}

function configure(call: NativeCall, options: Options): void {
  const content = options.cfg === null ? fromDatabase(call, options.db) : readTemplate(call, options.cfg);
  if (content === undefined) {
    call.exit(1);
    return;
  }
  if (content instanceof Unknown && content.parts === null) {
    call.undecided(content.cause, `the security template that secedit applies: ${content.why}`);
    return;
  }
  applyTemplate(call.machine, content, options.areas, call.at);
  call.out(new Str("The task has completed successfully.", call.at));
}

function readTemplate(call: NativeCall, argument: Argument): TextValue | undefined {
  return new Files(call.machine).readText(call.resolvePath(argument.text));
}

/** Configuring from a database alone applies the template that was imported into it. */
function fromDatabase(call: NativeCall, argument: Argument | null): TextValue | undefined {
  if (argument === null) return undefined;
  const key = databaseKey(call, argument.text);
  return call.machine.row<TextValue>(DATABASES, key) ?? call.unknown(`the security settings in ${shownText(argument.text)}`);
}

function databaseKey(call: NativeCall, path: Text): string {
  return shownText(call.resolvePath(path)).toLowerCase();
}

function importTemplate(call: NativeCall, options: Options): void {
  const content = options.cfg === null ? undefined : readTemplate(call, options.cfg);
  if (content === undefined || options.db === null) call.exit(1);
  else call.machine.setRow(DATABASES, databaseKey(call, options.db.text), content);
}

// ---------------------------------------------------------------- export

function exportSettings(call: NativeCall, options: Options): void {
  if (options.cfg === null) {
    call.exit(1);
    return;
  }
  const { machine, at } = call;
  const lines: (Text | TextValue)[] = ["[Unicode]\r\nUnicode=yes\r\n"];
  const wanted = (area: string): boolean => options.areas === null || options.areas.has(area);
  if (wanted("SECURITYPOLICY")) {
    lines.push("[System Access]\r\n");
    for (const name of SYSTEM_ACCESS) lines.push(`${name} = `, setting(name, at), "\r\n");
    lines.push("[Registry Values]\r\n");
    for (const name of REGISTRY_VALUES) lines.push(`${name}=`, setting(name, at), "\r\n");
  }
  if (wanted("USER_RIGHTS")) {
    lines.push("[Privilege Rights]\r\n");
    for (const { right, holders } of PRIVILEGES) {
      machine.budget.step();
      const { known, complete } = holdersOfRight(machine, right);
      // A right that nobody holds has no line.
      if (known.length === 0 && (complete || holders.length === 0)) continue;
      lines.push(`${right} = `, ...joinedHolders(right, known, complete, at), "\r\n");
    }
  }
  lines.push('[Version]\r\nsignature="$CHICAGO$"\r\nRevision=1\r\n');
  new Files(machine).write(call.resolvePath(options.cfg.text), joinTexts(lines, at, "exported by secedit"), at);
  call.out(new Str("The task has completed successfully.", at));
}

const SYSTEM_ACCESS = [
  "MinimumPasswordAge",
  "MaximumPasswordAge",
  "MinimumPasswordLength",
  "PasswordComplexity",
  "PasswordHistorySize",
  "LockoutBadCount",
  "EnableAdminAccount",
  "EnableGuestAccount",
];
const REGISTRY_VALUES = [
  "MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\EnableLUA",
  "MACHINE\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\FilterAdministratorToken",
  "MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\EveryoneIncludesAnonymous",
];

function joinedHolders(right: string, known: readonly PrincipalId[], complete: boolean, at: Trace): (Text | TextValue)[] {
  const found: (Text | TextValue)[] = [];
  for (const id of known) {
    if (found.length > 0) found.push(",");
    // Local accounts are exported by name when that is all there is to say of them.
    if (principalKind(id) === "sid" || principalKind(id) === "pool" || principalKind(id) === "service")
      found.push("*", sidText(id, at));
    else found.push(describePrincipal(id));
  }
  if (!complete) {
    if (found.length > 0) found.push(",");
    found.push(otherHolders(right, at));
  }
  return found;
}

/** A value of the host's policy; it ends with its line. */
function setting(name: string, at: Trace): Enquiry {
  return new Enquiry(
    `${name} of the host`,
    `policy:${name.toLowerCase()}`,
    (_machine, test) => (isSeparator(test) ? false : undefined),
    at,
  );
}

/** Values of a template hold neither line ends nor equals signs, and lists of holders no names of rights. */
function isSeparator({ text }: TextTest): boolean {
  return text.includes("=") || /^[\r\n\t ]+$/.test(text) || /\bSe\w+(Privilege|Right)\b/i.test(text);
}

/** The holders that only the host knows; looking for a SID or name among them asks for that one. */
function otherHolders(right: string, at: Trace): Enquiry {
  return new Enquiry(
    `who holds ${right}`,
    `${HOLDERS}${right}`,
    (asking, test) => {
      if (isSeparator(test)) return false;
      const core = test.text.replace(/^[*^.]+|[*$]+$/g, "");
      const id = principalOfText(asking, core);
      if (id === null || (principalKind(id) === "local" && test.form !== "equal")) return undefined;
      const who = describePrincipal(id);
      return whether(asking, privilege(right, id), `${who} holds ${right}`, `${who} does not hold ${right}`, evidence(at));
    },
    at,
  );
}

export const seceditTools: readonly Tool[] = [secedit];
