import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { Source } from "../../../interpreter/values/source.js";
import { defaultConfig } from "../../../policies/config.js";
import { judge } from "../../../policies/judge.js";
import { COMMAND_DOORS, type CommandDoor } from "./command-doors.js";
import { ANONYMOUS_WEB, EFFECTS, type Effect } from "./effects.js";
import { FILE_DOORS, type FileDoor } from "./file-doors.js";

/**
 * Twins: each dangerous effect through each door, with a part that is known or not, for an account by its name or by the host's own. None may be
 * silent: there is the rule's finding, or the host is undecided for the rule. `npm run fuzz:doors` tries them all, a run of the tests a part.
 */
const ALL = process.env["LYCOSA_DOORS"] === "all";

/** Every so many of the twins, each door at least once. */
const STEP = 7;

interface Twin {
  readonly name: string;
  readonly script: string;
  readonly language: "powershell" | "cmd";
  readonly rule: string;
}

function silent({ script, language, rule }: Twin): boolean {
  const source = new Source(script, { file: "script", resource: null, property: null, layers: [] }, false);
  const schedule = [[{ language, source, path: "C:\\twin\\script", args: [] }]];
  const { state, ending } = analyzeHost(HostState.from(EXISTING), schedule, { files: { read: () => undefined } });
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return !findings.some(
    (finding) => finding.rule === rule || (finding.rule === "host-undecided" && finding.affects.some((one) => one === rule)),
  );
}

function commandTwin(door: CommandDoor, effect: Effect, holed: boolean, own: boolean): Twin {
  const account = own ? "%COMPUTERNAME%\\web" : "IUSR";
  const name = `${door.name}: ${effect.name}${holed ? ", a part unknown" : ""}${own ? ", by the host's own name" : ""}`;
  const { language } = door;
  if (language === "powershell") {
    // Inside quotes of PowerShell the host's own name is a variable of PowerShell.
    const line = effect.line(holed ? "$part" : effect.part, own ? "$env:COMPUTERNAME\\web" : account);
    const script = `${own ? `${ANONYMOUS_WEB}\n` : ""}${holed ? "$part = Read-Host\n" : ""}$line = "${line}"\n${door.script(line)}`;
    return { name, script, language, rule: effect.rule };
  }
  const line = effect.line(holed ? "%PART%" : effect.part, account);
  const head = `@echo off\r\n${own ? `${ANONYMOUS_WEB}\r\n` : ""}${holed ? "set /p PART=What?\r\n" : ""}`;
  return { name, script: head + door.script(line), language, rule: effect.rule };
}

const TARGETS = [
  {
    name: "the web server's configuration",
    folder: "C:\\Windows\\System32\\inetsrv\\config",
    file: "applicationHost.config",
    content:
      '<configuration><system.applicationHost><applicationPools><add name="DefaultAppPool"><processModel identityType="LocalSystem" /></add></applicationPools><sites><site name="a" id="1"><application path="/" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="C:\\a" /></application></site></sites></system.applicationHost></configuration>',
    rule: "iis-worker-admin",
  },
  {
    name: "the start-up folder",
    folder: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp",
    file: "x.cmd",
    content: "net localgroup Administrators IUSR /add",
    rule: "iis-anonymous-admin",
  },
  {
    name: "scripts of group policy",
    folder: "C:\\Windows\\System32\\GroupPolicy\\Machine\\Scripts\\Startup",
    file: "x.cmd",
    content: "net localgroup Administrators IUSR /add",
    rule: "iis-anonymous-admin",
  },
  {
    name: "the task library",
    folder: "C:\\Windows\\System32\\Tasks",
    file: "x",
    content:
      '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Actions><Exec><Command>net.exe</Command><Arguments>localgroup Administrators IUSR /add</Arguments></Exec></Actions></Task>',
    rule: "iis-anonymous-admin",
  },
  {
    name: "a web root",
    folder: "C:\\inetpub\\wwwroot",
    file: "web.config",
    content:
      '<configuration><system.webServer><security><authentication><anonymousAuthentication userName="Administrator" /></authentication></security></system.webServer></configuration>',
    rule: "iis-anonymous-admin",
  },
] as const;

function fileTwin(door: FileDoor, target: (typeof TARGETS)[number], known: boolean): Twin {
  const { folder, file, content, rule } = target;
  const from = known ? `C:\\stage\\${file}` : `\\\\files\\setup\\${file}`;
  const put =
    door.language === "powershell"
      ? `New-Item C:\\stage -ItemType Directory -Force | Out-Null\nSet-Content '${from}' '${content}'\n`
      : `md C:\\stage\r\necho ${content.replace(/[<>]/g, "^$&")}>${from}\r\n`;
  const script = (known ? put : "") + door.script(from, folder, file);
  return { name: `${door.name}: ${target.name}${known ? "" : ", content unknown"}`, script, language: door.language, rule };
}

function part<T>(twins: readonly T[], offset: number): readonly T[] {
  return ALL ? twins : twins.filter((_, index) => index % STEP === offset % STEP);
}

const flags = [false, true];

describe("commands through doors are never silent", () => {
  it("there are at least thirty doors", () => expect(COMMAND_DOORS.length + FILE_DOORS.length).toBeGreaterThanOrEqual(30));

  it.each(COMMAND_DOORS.map((door, index) => ({ door, index, name: door.name })))("$name", ({ door, index }) => {
    const twins = EFFECTS.flatMap((effect) =>
      flags.flatMap((holed) => flags.map((own) => commandTwin(door, effect, holed, own))),
    );
    expect(
      part(twins, index)
        .filter(silent)
        .map(({ name, script }) => `${name}\n${script}`),
    ).toEqual([]);
  });
});

describe("files through doors are never silent", () => {
  it.each(FILE_DOORS.map((door, index) => ({ door, index, name: door.name })))("$name", ({ door, index }) => {
    const twins = TARGETS.flatMap((target) => (door.fetches ? [false] : flags).map((known) => fileTwin(door, target, known)));
    expect(
      part(twins, index)
        .filter(silent)
        .map(({ name, script }) => `${name}\n${script}`),
    ).toEqual([]);
  });
});
