import { mayBeCritical } from "../../../host/acl/critical.js";
import type { Machine } from "../../machine/machine.js";
import { Files } from "../../os/files.js";
import { normalizeKey } from "../../os/registry.js";
import type { Text } from "../../tools/tool.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Instance, Unknown, type Value } from "../../values/value.js";
import { securedPath } from "./acl-state.js";
import { isSecurityObject, type SecurityKind, securityObject, writeSecurity } from "./security-objects.js";

/** Access lists of files and registry keys as objects: Get-Acl, Set-Acl, and GetAccessControl and SetAccessControl of System.IO. */

export function isRegistryPath(path: Text): boolean {
  return normalizeKey(shownText(path).replace(/^microsoft\.powershell\.core\\registry::/i, "")) !== undefined;
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
    machine.note(
      plain instanceof Unknown ? plain.cause : "unmodelled",
      ["acl"],
      `the access list that ${object} is given`,
      traceOf(plain) ?? at,
    );
  }
}
