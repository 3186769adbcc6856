// What COM classes may touch that nobody modelled: the rows for ProgIDs and class ids of the open-world table.
import type { Area } from "../../machine/notes.js";
import type { Reach } from "../../values/value.js";
import { areasOfWords } from "./dotnet.js";

type Areas = readonly Area[] | "all";

/**
 * ProgIDs by their beginning, in lower case; the longest row that fits decides. Sources: the Windows SDK and scripting references.
 * A class in no row is a vendor's: its name says what it is about, as with commands.
 */
const PROG_IDS: readonly (readonly [starts: string, areas: Areas])[] = [
  // Start programs and scripts.
  ["wscript.shell", "all"],
  ["shell.", "all"],
  ["shell.application", "all"],
  ["shell.explorer", []],
  ["mmc", "all"],
  ["schedule.service", "all"],
  ["msscriptcontrol.", "all"],
  ["scriptcontrol", "all"],
  ["scriptlet.", "all"],
  ["script:", "all"],
  ["htmlfile", "all"],
  ["vbscript", "all"],
  ["jscript", "all"],
  ["vbscript.regexp", []],
  ["microsoft.ccm.", "all"],
  ["psfactorybuffer", "all"],
  ["visualstudio.dte", "all"],
  ["wmplayer", []],
  // Management interfaces.
  ["wbemscripting.", "all"],
  ["wsman.", "all"],
  ["comadmin.", ["services"]],
  ["microsoft.applicationhost.", ["web"]],
  ["iis", ["web", "smtp"]],
  ["cdo.", []],
  ["smtp", ["smtp"]],
  ["metabase", ["smtp", "web"]],
  // Directories, accounts and access lists.
  ["ads", ["principals", "smtp", "web"]],
  ["winnt", ["principals"]],
  ["adsysteminfo", []],
  ["winntsysteminfo", []],
  ["nametranslate", []],
  ["pathname", []],
  ["adssecurityutility", ["acl"]],
  ["accesscontrolentry", ["acl"]],
  ["accesscontrollist", ["acl"]],
  ["securitydescriptor", ["acl"]],
  ["gpmgmt.", ["principals", "privileges", "services"]],
  // Known to change nothing that a rule looks at.
  ["wscript.network", []],
  ["scripting.dictionary", []],
  ["scripting.filesystemobject", []],
  ["adodb.", []],
  ["adox.", []],
  ["access.", []],
  ["excel.", []],
  ["word.", []],
  ["powerpoint.", []],
  ["outlook.", []],
  ["visio.", []],
  ["msproject.", []],
  ["internetexplorer.", []],
  ["msxml", []],
  ["microsoft.xml", []],
  ["winhttp.", []],
  ["microsoft.update.", []],
  ["microsoft.windows", []],
  ["hnetcfg.", []],
  ["sapi.", []],
  ["windowsinstaller.", []],
  ["x509enrollment.", []],
  ["capicom.", []],
  ["certificateauthority.", []],
  ["imapi2.", []],
  ["wia.", []],
  ["sqldmo.", []],
  ["rdocls.", []],
  ["system.", []],
];

/** Classes that only their ids name, in lower case without braces: those above, where scripts are known to use the id. */
const CLASS_IDS: ReadonlyMap<string, string> = new Map([
  ["72c24dd5-d70a-438b-8a42-98424b88afb8", "WScript.Shell"],
  ["f935dc22-1cf0-11d0-adb9-00c04fd58a0b", "WScript.Shell"],
  ["f935dc26-1cf0-11d0-adb9-00c04fd58a0b", "WScript.Network"],
  ["13709620-c279-11ce-a49e-444553540000", "Shell.Application"],
  ["9ba05972-f6a8-11cf-a442-00a0c90a8f39", "Shell.Windows"],
  ["c08afd90-f2a1-11d1-8455-00a0c91f3880", "Shell.BrowserWindow"],
  ["49b2791a-b1ae-4c90-9b8e-e860ba07f889", "MMC20.Application"],
  ["0f87369f-a4e5-4cfc-bd3e-73e6154572dd", "Schedule.Service"],
  ["0d43fe01-f093-11cf-8940-00a0c9054228", "Scripting.FileSystemObject"],
  ["76a64158-cb41-11d1-8b02-00600806d9b6", "WbemScripting.SWbemLocator"],
  ["25336920-03f9-11cf-8fd0-00aa00686f13", "htmlfile"],
  ["0e59f1d5-1fbe-11d0-8ff2-00a0d10038bc", "MSScriptControl.ScriptControl"],
  ["00024500-0000-0000-c000-000000000046", "Excel.Application"],
]);

/** The ProgID of a class id; undefined: nobody here knows it. */
export function progIdOf(classId: string): string | undefined {
  return CLASS_IDS.get(classId.replace(/[{}\s]/g, "").toLowerCase());
}

/** What objects of a class that is not modelled may touch when they are used for more than looking; null: nothing a rule looks at. */
export function reachOfComClass(progId: string): Reach | null {
  const key = progId.toLowerCase();
  if (key.startsWith("{")) return { what: `the COM class ${progId}`, areas: "all" };
  let best: readonly [string, Areas] | null = null;
  for (const entry of PROG_IDS) if (key.startsWith(entry[0]) && (best === null || entry[0].length > best[0].length)) best = entry;
  const areas = best === null ? areasOfWords(...progId.split(/[.\d]+/)) : best[1];
  return { what: `the COM class ${progId}`, areas };
}
