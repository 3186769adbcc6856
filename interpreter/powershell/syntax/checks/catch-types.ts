import type { TypeName } from "../ast.js";
import { typeKey } from "./type-keys.js";

/** Base classes of the exceptions of .NET and PowerShell that scripts catch, without `System.` and in lower case. */
const BASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    systemexception: "exception",
    applicationexception: "exception",
    argumentexception: "systemexception",
    argumentnullexception: "argumentexception",
    argumentoutofrangeexception: "argumentexception",
    arithmeticexception: "systemexception",
    dividebyzeroexception: "arithmeticexception",
    overflowexception: "arithmeticexception",
    formatexception: "systemexception",
    indexoutofrangeexception: "systemexception",
    invalidcastexception: "systemexception",
    invalidoperationexception: "systemexception",
    objectdisposedexception: "invalidoperationexception",
    notimplementedexception: "systemexception",
    notsupportedexception: "systemexception",
    platformnotsupportedexception: "notsupportedexception",
    nullreferenceexception: "systemexception",
    timeoutexception: "systemexception",
    unauthorizedaccessexception: "systemexception",
    "security.securityexception": "systemexception",
    "io.ioexception": "systemexception",
    "io.directorynotfoundexception": "io.ioexception",
    "io.drivenotfoundexception": "io.ioexception",
    "io.endofstreamexception": "io.ioexception",
    "io.filenotfoundexception": "io.ioexception",
    "io.fileloadexception": "io.ioexception",
    "io.pathtoolongexception": "io.ioexception",
    "net.webexception": "invalidoperationexception",
    "net.sockets.socketexception": "exception",
    "management.automation.runtimeexception": "systemexception",
    "management.automation.commandnotfoundexception": "management.automation.runtimeexception",
    "management.automation.methodinvocationexception": "management.automation.methodexception",
    "management.automation.methodexception": "management.automation.extendedtypesystemexception",
    "management.automation.extendedtypesystemexception": "management.automation.runtimeexception",
    "management.automation.parameterbindingexception": "management.automation.runtimeexception",
    "management.automation.sessionstateexception": "management.automation.runtimeexception",
    "management.automation.itemnotfoundexception": "management.automation.sessionstateexception",
    "management.automation.drivenotfoundexception": "management.automation.sessionstateexception",
    "management.automation.actionpreferencestopexception": "management.automation.runtimeexception",
    "management.automation.remoteexception": "management.automation.runtimeexception",
    "management.automation.remoting.psremotingtransportexception": "management.automation.runtimeexception",
  }),
);

/** Whether a handler for `earlier` leaves nothing to one for `later`. Types that are not known here never overlap. */
export function catchesToo(earlier: TypeName, later: TypeName): boolean {
  const wanted = typeKey(earlier);
  if (wanted !== "exception" && !BASES.has(wanted)) return false;
  for (let type: string | undefined = typeKey(later); type !== undefined; type = BASES.get(type))
    if (type === wanted) return true;
  return false;
}
