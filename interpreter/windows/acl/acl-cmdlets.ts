import type { Machine } from "../../machine/machine.js";
import { pathOfInfo } from "../../os/file-objects.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { pieces, traceOf } from "../../values/texts.js";
import { Instance, type Plain, Unknown, type Value } from "../../values/value.js";
import { isRegistryPath, readAccessControl, writeAccessControl } from "./access-control.js";

/** Get-Acl and Set-Acl. */

const MODULE = { form: "cmdlet", effect: "modelled", module: "Microsoft.PowerShell.Security" } as const;

/** Path of a text or an item object; registry keys keep theirs, file paths become absolute. */
function pathIn(call: CmdletCall, value: Plain): Text | undefined {
  const path = pathOfInfo(value) ?? propertyPath(call.machine, value) ?? scalarText(call.machine, value) ?? undefined;
  if (path === undefined || isRegistryPath(path)) return path;
  const [first] = pieces(path);
  return typeof first === "string" && /^(microsoft\.powershell\.core\\)?filesystem::/i.test(first)
    ? path
    : call.resolvePath(path);
}

/** Registry keys and other items say where they are in PSPath. */
function propertyPath(machine: Machine, value: Plain): Text | undefined {
  if (!(value instanceof Instance)) return undefined;
  const path = value.model.get?.(value, "PSPath", null) ?? value.model.get?.(value, "Name", null);
  return path === undefined ? undefined : (scalarText(machine, path) ?? undefined);
}

const getAcl: Cmdlet = {
  ...MODULE,
  names: ["Get-Acl"],
  areas: [],
  documented: "Microsoft, Get-Acl",
  parameters: parameters(
    "Path[]@0<./ByPath",
    "LiteralPath|PSPath[]./ByLiteralPath",
    "InputObject/ByInputObject",
    "Audit?",
    "AllCentralAccessPolicies?",
    "Filter",
    "Include[]",
    "Exclude[]",
  ),
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
    "Path[]@0./ByPath",
    "AclObject@1<",
    "LiteralPath|PSPath[]./ByLiteralPath",
    "InputObject/ByInputObject",
    "SecurityDescriptor",
    "CentralAccessPolicy",
    "ClearCentralAccessPolicy?",
    "PassThru?",
    "Filter",
    "Include[]",
    "Exclude[]",
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
  const parameter = ["LiteralPath", "Path", "InputObject/ByInputObject"].find((name) => call.has(name));
  // The items come from the pipeline, the list as an argument.
  if (parameter === undefined && call.piped && call.has("AclObject") && !call.input.includes(call.value("AclObject") as Value)) {
    return call.input.flatMap((value) => {
      const path = pathIn(call, call.machine.plain(value));
      return path === undefined ? [] : [{ path, at: traceOf(value) }];
    });
  }
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
