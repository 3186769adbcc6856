import type { Ace } from "../../../host/acl/ace.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { resolves } from "../accounts/accounts.js";
import { splitText } from "../shared/native-arguments.js";
import { placeOfArgument } from "../shared/place.js";
import { belowOnly, everywhere, icaclsPermission } from "./acl-permission.js";
import {
  addEntry,
  doubtEntry,
  removeEntries,
  replaceEntries,
  resetList,
  securedPath,
  setOwner,
  setProtection,
  takeRights,
} from "./acl-state.js";

/** icacls.exe. A wrong parameter ends it before it does anything; so `icacls x /e /g y:f` (cacls' switches) changes nothing. */

const INVALID_PARAMETER = 87;
const NO_SUCH_ACCOUNT = 1332;

type Operation =
  | { readonly kind: "grant" | "replace" | "deny"; readonly principal: PrincipalId; readonly entry: Ace; readonly at: Argument }
  | { readonly kind: "doubt"; readonly principal: PrincipalId; readonly doubt: Unknown; readonly at: Argument }
  | { readonly kind: "remove"; readonly principal: PrincipalId; readonly effect: Ace["effect"] | null; readonly at: Argument }
  | { readonly kind: "owner"; readonly principal: PrincipalId; readonly at: Argument }
  | { readonly kind: "inheritance"; readonly mode: "e" | "d" | "r"; readonly at: Argument }
  | { readonly kind: "reset"; readonly at: Argument };

interface Command {
  readonly operations: readonly Operation[];
  readonly tree: boolean;
  /** Restores lists from a file, or asks for something: changes that are not followed, or none. */
  readonly other: "restore" | "query" | null;
}

const icacls: NativeTool = {
  form: "native",
  names: ["icacls"],
  effect: "modelled",
  areas: ["acl"],
  documented: "Microsoft, icacls",
  run(call) {
    const [target, ...rest] = call.argv;
    if (target === undefined) return;
    const command = parse(call, rest);
    if (command === null) return;
    if (command.other === "restore") {
      call.undecided("unmodelled", "the access lists that icacls /restore reads from a file");
      return;
    }
    if (command.operations.length === 0) {
      call.out(
        call.unknown(`the access list of ${shownText(target.text)}`, {
          type: "System.String",
          symbol: `icacls:${shownText(target.text).toLowerCase()}`,
        }),
      );
    } else apply(call, target, command);
    call.out(new Str("Successfully processed 1 files; Failed processing 0 files", call.at));
  },
};

/** Reads the switches; null: icacls printed an error and its exit code is set. */
function parse(call: NativeCall, argv: readonly Argument[]): Command | null {
  const operations: Operation[] = [];
  let tree = false;
  let other: Command["other"] = null;
  for (let index = 0; index < argv.length; index++) {
    call.machine.budget.step();
    const argument = argv[index] as Argument;
    const word = typeof argument.text === "string" ? argument.text.toLowerCase().replace(/^-/, "/") : null;
    // What follows a switch until the next one.
    const operands = (): Argument[] => {
      const found: Argument[] = [];
      while (index + 1 < argv.length && !isSwitch((argv[index + 1] as Argument).text)) found.push(argv[++index] as Argument);
      return found;
    };
    switch (word) {
      case "/t":
        tree = true;
        break;
      case "/c":
      case "/l":
      case "/q":
        break;
      case "/grant":
      case "/grant:r":
      case "/deny": {
        const kind = word === "/grant" ? "grant" : word === "/deny" ? "deny" : "replace";
        for (const operand of operands()) {
          const operation = permission(call, operand, kind);
          if (operation === null) return null;
          operations.push(...operation);
        }
        break;
      }
      case "/remove":
      case "/remove:g":
      case "/remove:d": {
        const effect = word.endsWith(":g") ? "allow" : word.endsWith(":d") ? "deny" : null;
        for (const operand of operands()) {
          const principal = account(call, operand.text);
          if (principal === null) return null;
          operations.push({ kind: "remove", principal, effect, at: operand });
        }
        break;
      }
      case "/setowner": {
        const [operand] = operands();
        const principal = operand === undefined ? null : account(call, operand.text);
        if (operand === undefined || principal === null) return null;
        operations.push({ kind: "owner", principal, at: operand });
        break;
      }
      case "/inheritance:e":
      case "/inheritance:d":
      case "/inheritance:r":
        operations.push({ kind: "inheritance", mode: word.slice(-1) as "e" | "d" | "r", at: argument });
        break;
      case "/reset":
        operations.push({ kind: "reset", at: argument });
        break;
      case "/setintegritylevel":
      case "/substitute":
        operands();
        break;
      case "/save":
      case "/findsid":
        other = "query";
        operands();
        break;
      case "/verify":
        other = "query";
        break;
      case "/restore":
        other = "restore";
        operands();
        break;
      case null:
        // An argument that is not known may be any of these.
        call.undecided((argument.text as Unknown).cause, `what icacls does: ${(argument.text as Unknown).why}`);
        break;
      default:
        call.err(`Invalid parameter "${argument.text as string}"`);
        call.exit(INVALID_PARAMETER);
        return null;
    }
  }
  return { operations, tree, other };
}

function isSwitch(text: Text): boolean {
  return (
    typeof text === "string" &&
    (text.startsWith("/") || /^-(t|c|l|q|grant|deny|remove|reset|inheritance|setowner)(:|$)/i.test(text))
  );
}

/** `account:permission`. An account without permission is allowed with /deny and /grant only in scripts that fail. */
function permission(call: NativeCall, operand: Argument, kind: "grant" | "replace" | "deny"): Operation[] | null {
  const effect = kind === "deny" ? "deny" : "allow";
  const parts = splitText(operand.text, ":");
  const last = parts[parts.length - 1];
  if (parts.length < 2 || last === undefined) {
    if (!(operand.text instanceof Unknown)) return invalid(call, operand.text);
    const whoever = principalOfText(call.machine, operand.text);
    return whoever === null ? [] : [{ kind: "doubt", principal: whoever, doubt: operand.text, at: operand }];
  }
  const name = parts.length === 2 ? (parts[0] as Text) : joinedBefore(operand.text, parts);
  const entry = typeof last === "string" ? icaclsPermission(last, effect) : null;
  if (entry === null && typeof last === "string") return invalid(call, shownText(operand.text));
  const principal = account(call, name);
  if (entry === null) return principal === null ? null : [{ kind: "doubt", principal, doubt: last as Unknown, at: operand }];
  return principal === null ? null : [{ kind, principal, entry, at: operand }];
}

/** Names have no colon in them; a text with several is one that Windows refuses. */
function joinedBefore(text: Text, parts: readonly Text[]): Text {
  return typeof text === "string" ? parts.slice(0, -1).join(":") : (parts[0] as Text);
}

function invalid(call: NativeCall, text: string): null {
  call.err(`Invalid parameter "${text}"`);
  call.exit(INVALID_PARAMETER);
  return null;
}

function account(call: NativeCall, name: Text): PrincipalId | null {
  const principal = principalOfText(call.machine, name);
  if (principal !== null && resolves(call.machine, principal)) return principal;
  call.err(`${shownText(name)}: No mapping between account names and security IDs was done.`);
  call.exit(NO_SUCH_ACCOUNT);
  return null;
}

function apply(call: NativeCall, target: Argument, { operations, tree }: Command): void {
  const { machine } = call;
  const full = securedPath(call.resolvePath(target.text));
  const below = full.endsWith("\\*") || full.endsWith("\\*.*");
  const object = below ? securedPath(full.slice(0, full.lastIndexOf("\\")) || full) : full;
  const shape = (entry: Ace): Ace => {
    const spread = tree ? everywhere(entry) : entry;
    return below ? belowOnly(spread) : spread;
  };
  for (const operation of operations) {
    const trace = placeOfArgument(operation.at);
    const from = evidence(trace, call.at, `icacls changes the access list of ${object}`);
    switch (operation.kind) {
      case "grant":
        addEntry(machine, object, operation.principal, shape(operation.entry), from);
        break;
      case "doubt":
        doubtEntry(machine, object, operation.principal, operation.doubt, from);
        break;
      case "replace":
        replaceEntries(machine, object, operation.principal, shape(operation.entry), from);
        break;
      case "deny":
        // The same rights go from what was granted.
        takeRights(machine, object, operation.principal, operation.entry.rights, "allow", from);
        addEntry(machine, object, operation.principal, shape(operation.entry), from);
        break;
      case "remove":
        removeEntries(machine, object, operation.principal, operation.effect, from);
        break;
      case "owner":
        setOwner(machine, object, operation.principal, from);
        break;
      case "inheritance":
        if (!below) setProtection(machine, object, operation.mode !== "e", operation.mode === "d", from);
        break;
      case "reset":
        if (!below) resetList(machine, object, from);
        break;
    }
  }
}

export const icaclsTools: readonly Tool[] = [icacls];
