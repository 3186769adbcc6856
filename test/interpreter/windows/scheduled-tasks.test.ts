import { describe, expect, it } from "vitest";
import { factsAfter } from "./host-of.js";

const COMMAND = "net localgroup Administrators IUSR /add";
const ADDED = "member|sid:s-1-5-32-544|sid:s-1-5-17: set true";
const XML = `<?xml version="1.0"?><Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Principals><Principal id="A"><UserId>S-1-5-18</UserId></Principal></Principals><Actions><Exec><Command>cmd.exe</Command><Arguments>/c ${COMMAND}</Arguments></Exec></Actions></Task>`;

describe("scheduled tasks run", () => {
  it.each<[string]>([
    [`schtasks /create /tn fix /tr "cmd /c ${COMMAND}" /sc onstart /ru SYSTEM /f`],
    [`schtasks.exe /Create /TN "a\\fix" /TR "${COMMAND}" /SC ONCE /ST 00:00 /RU SYSTEM; schtasks /run /tn a\\fix`],
    [
      `$a = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument '/c ${COMMAND}'; $t = New-ScheduledTaskTrigger -AtStartup; Register-ScheduledTask -TaskName fix -Action $a -Trigger $t -User SYSTEM -RunLevel Highest | Out-Null`,
    ],
    [
      `$a = New-ScheduledTaskAction 'powershell.exe' '-NoProfile -Command "${COMMAND}"'; $p = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\\SYSTEM'; New-ScheduledTask -Action $a -Principal $p | Register-ScheduledTask fix`,
    ],
    [
      `Set-Content C:\\fix.ps1 '${COMMAND}'; $a = New-ScheduledTaskAction -Execute powershell.exe -Argument '-File C:\\fix.ps1'; Register-ScheduledTask fix -Action $a`,
    ],
    [`Register-ScheduledTask -TaskName fix -Xml '${XML}' | Out-Null`],
    [`Set-Content C:\\fix.xml '${XML}'; schtasks /create /xml C:\\fix.xml /tn fix`],
    [`Register-ScheduledJob -Name fix -ScriptBlock { ${COMMAND} } | Out-Null`],
  ])("%s", (script) => {
    expect(factsAfter(script, ["member"])).toEqual([ADDED]);
  });

  it.each<[string]>([
    [`Set-Content 'C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\fix.cmd' '${COMMAND}'`],
    [
      `mkdir C:\\Windows\\Setup\\Scripts -Force; '${COMMAND}' | Out-File C:\\Windows\\Setup\\Scripts\\SetupComplete.cmd -Encoding ascii`,
    ],
  ])("so do files where Windows starts them: %s", (script) => {
    expect(factsAfter(script, ["member"])).toEqual([ADDED]);
  });

  it("what they are is recorded", () => {
    expect(
      factsAfter("schtasks /create /tn fix /tr 'C:\\agent\\a.exe -x' /sc daily /ru SYSTEM", [
        "taskExists",
        "taskAccount",
        "taskCommand",
      ]),
    ).toEqual([
      "taskExists|fix: set true",
      'taskAccount|fix: set "sid:S-1-5-18"',
      'taskCommand|fix: set "C:\\\\agent\\\\a.exe -x"',
    ]);
    expect(factsAfter("schtasks /delete /tn fix /f", ["taskExists"])).toEqual(["taskExists|fix: set false"]);
  });

  it("a task whose command nobody knows may do anything; one whose file is not there too", () => {
    expect(factsAfter("schtasks /create /tn fix /tr $env:CMDLINE /sc onstart", ["disturbance"]).join()).toContain(
      "unknown (input)",
    );
    expect(factsAfter("schtasks /create /tn fix /xml D:\\task.xml", ["disturbance"]).join()).toContain("unknown (opaque)");
    expect(factsAfter("schtasks /create /tn fix /tr C:\\agent\\a.exe /sc onstart", ["disturbance"])).toEqual([]);
  });

  it("whether a task is there is asked, and known once it was made", () => {
    expect(factsAfter(`if (-not (Get-ScheduledTask fix -ErrorAction SilentlyContinue)) { ${COMMAND} }`, ["member"])).toEqual([
      `member|sid:s-1-5-32-544|sid:s-1-5-17: untouched | set true`,
    ]);
    expect(
      factsAfter(
        `schtasks /create /tn fix /tr a.exe; if (-not (Get-ScheduledTask fix -ErrorAction SilentlyContinue)) { ${COMMAND} }`,
        ["member"],
      ),
    ).toEqual([]);
  });
});
