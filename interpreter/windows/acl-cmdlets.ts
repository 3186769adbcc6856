import { mayBeCritical } from "../../host/acl/critical.js";
import { Files } from "../files.js";
import type { Machine } from "../machine.js";
import { pathOfInfo } from "../powershell/file-info.js";
import { normalizeKey } from "../registry.js";
import type { Trace } from "../source.js";
import { pieces, shownText, traceOf } from "../texts.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../tool.js";
import { Instance, type Plain, Unknown, type Value } from "../value.js";
import { securedPath } from "./acl-state.js";
import { scalarText } from "./known.js";
import { isSecurityObject, type SecurityKind, securityObject, writeSecurity } from "./security-objects.js";

/** Get-Acl and Set-Acl, and what file objects and System.IO offer for the same: see {@link readAccessControl}. */

const MODULE = { form: "cmdlet", effect: "modelled", module: "Microsoft.PowerShell.Security" } as const;

function isRegistryPath(path: Text): boolean {
  return normalizeKey(shownText(path).replace(/^microsoft\.powershell\.core\\registry::/i, "")) !== undefined;
}

/** Path of a text or an item object; registry keys keep theirs, file paths become absolute. */
function pathIn(call: CmdletCall, value: Plain): Text | undefined {
  const path = pathOfInfo(value) ?? propertyPath(call.machine, value) ?? scalarText(call.machine, value) ?? undefined;
  if (path === undefined || isRegistryPath(path)) return path;
  const [first] = pieces(path);
  return typeof first === "string" && /^(microsoft\.powershell\.core\\)?filesystem::/i.test(first) ? path : call.resolvePath(path);
}

/** Registry keys and other items say where they are in PSPath. */
function propertyPath(machine: Machine, value: Plain): Text | undefined {
  if (!(value instanceof Instance)) return undefined;
  const path = value.model.get?.(value, "PSPath", null) ?? value.model.get?.(value, "Name", null);
  return path === undefined ? undefined : (scalarText(machine, path) ?? undefined);
}

export function securityKindOf(machine: Machine, path: Text): SecurityKind {
  if (isRegistryPath(path)) return "registry";
  return new Files(machine).peek(path) === "file" ? "file" : "directory";
}

/** GetAccessControl. */
export function readAccessControl(machine: Machine, path: Text, at: Trace | null): Instance {
  return securityObject(machine, securityKindOf(machine, path), securedPath(path), at);
}

/** SetAccessControl. */
export function writeAccessControl(machine: Machine, path: Text, security: Value, at: Trace): void {
  const plain = machine.plain(security);
  const object = securedPath(path);
  if (plain instanceof Instance && isSecurityObject(machine, plain)) writeSecurity(machine, plain, object, at);
  else if (mayBeCritical(object)) {
    machine.note(plain instanceof Unknown ? plain.cause : "unmodelled", ["acl"], `the access list that ${object} is given`, traceOf(plain) ?? at);
  }
}

const getAcl: Cmdlet = {
  ...MODULE,
  names: ["Get-Acl"],
  areas: [],
  documented: "Microsoft, Get-Acl",
  parameters: parameters("Path[]@0<.", "LiteralPath|PSPath[].", "InputObject", "Audit?", "AllCentralAccessPolicies?", "Filter", "Include[]", "Exclude[]"),
  run(call) {
    for (const { path, at } of paths(call)) call.out(readAccessControl(call.machine, path, at ?? call.at));
  },
};

const setAcl: Cmdlet = {
  ...MODULE,
  names: ["Set-Acl"],
  areas: ["acl"],
  documented: "Microsoft, Set-Acl",
  parameters: parameters(
    "Path[]@0.", "AclObject@1<", "LiteralPath|PSPath[].", "InputObject", "SecurityDescriptor", "CentralAccessPolicy", "ClearCentralAccessPolicy?", "PassThru?", "Filter",
    "Include[]", "Exclude[]",
  ),
  run(call) {
    const security = call.value("AclObject") ?? call.value("SecurityDescriptor");
    if (security === undefined || call.whatIf) return;
    for (const { path } of paths(call)) {
      writeAccessControl(call.machine, path, security, call.at);
      if (call.flag("PassThru") === true) call.out(security);
    }
  },
};

function paths(call: CmdletCall): { path: Text; at: Trace | null }[] {
  const parameter = ["LiteralPath", "Path", "InputObject"].find((name) => call.has(name));
  if (parameter === undefined) return call.has("AclObject") ? [] : [{ path: call.resolvePath("."), at: call.at }];
  const list = call.list(parameter);
  const found: { path: Text; at: Trace | null }[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    call.machine.budget.step();
    const path = pathIn(call, value);
    if (path !== undefined) found.push({ path, at: traceOf(value) });
  }
  return found;
}

export const aclCmdletTools: readonly Tool[] = [getAcl, setAcl];
