import { describe, expect, test } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost, type HostScript } from "../../../interpreter/analysis.js";
import { Source } from "../../../interpreter/values/source.js";
import { defaultConfig } from "../../../policies/config.js";
import { judge } from "../../../policies/judge.js";
import { filesOf } from "../machine-of.js";

const DANGER = 'GetObject("WinNT://./Administrators,group").Add "WinNT://NT AUTHORITY/IUSR"\r\n';
const BY_ARGUMENT =
  'GetObject("WinNT://./" & WScript.Arguments(0) & ",group").Add "WinNT://NT AUTHORITY/" & WScript.Arguments.Named("who")\r\n';
const FILES = filesOf({
  "C:\\setup\\fix.vbs": DANGER,
  "C:\\setup\\by argument.vbs": BY_ARGUMENT,
  "C:\\setup\\fix.txt": DANGER,
  "C:\\setup\\fix.wsf": `<job><script language="VBScript">${DANGER}</script></job>`,
  "C:\\setup\\fix.hta": `<script language="VBScript">${DANGER}</script>`,
  "C:\\setup\\fix.js": "var sh = new ActiveXObject('WScript.Shell'); sh.Run('net localgroup Administrators IUSR /add');",
  "C:\\setup\\nothing.vbs": 'WScript.Echo "nothing"\r\n',
});

function found(language: HostScript["language"], text: string): string[] {
  const source = new Source(text, { file: "test", resource: null, property: null, layers: [] }, false);
  const { state, ending } = analyzeHost(HostState.from(EXISTING), [[{ language, source, path: "C:\\setup\\start" }]], {
    files: FILES,
  });
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return findings.map((one) => `${one.rule} ${one.certainty}${one.cause ? ` ${one.cause}` : ""}`);
}

const MEMBER = ["iis-anonymous-admin certain"];

describe("a script of the script host is followed through", () => {
  test.each<[string, HostScript["language"], string, string[]]>([
    ["cscript", "cmd", "cscript //nologo C:\\setup\\fix.vbs", MEMBER],
    ["wscript", "cmd", "wscript.exe //B C:\\setup\\fix.vbs", MEMBER],
    ["options behind the script", "cmd", "cscript C:\\setup\\fix.vbs //nologo //T:10", MEMBER],
    ["the file as a command", "cmd", "C:\\setup\\fix.vbs", MEMBER],
    ["start", "cmd", 'start "" /wait wscript C:\\setup\\fix.vbs', MEMBER],
    ["call from a folder", "cmd", "cd /d C:\\setup\r\ncscript fix.vbs", MEMBER],
    ["another name and //E", "cmd", "cscript //E:vbscript C:\\setup\\fix.txt", MEMBER],
    ["a name that says nothing", "cmd", "cscript C:\\setup\\fix.txt", ["host-undecided undecided opaque"]],
    ["arguments", "cmd", 'cscript "C:\\setup\\by argument.vbs" Administrators /who:IUSR', MEMBER],
    ["other arguments", "cmd", 'cscript "C:\\setup\\by argument.vbs" "Performance Log Users" /who:IUSR', []],
    ["a WSF file", "cmd", "cscript C:\\setup\\fix.wsf", MEMBER],
    ["JScript", "cmd", "cscript C:\\setup\\fix.js", MEMBER],
    ["mshta", "cmd", "mshta C:\\setup\\fix.hta", MEMBER],
    ["a page from elsewhere", "cmd", "mshta http://example.com/x.hta", ["host-undecided undecided opaque"]],
    ["a script that is not there", "cmd", "cscript C:\\elsewhere\\x.vbs", ["host-undecided undecided opaque"]],
    ["a harmless script", "cmd", "cscript C:\\setup\\nothing.vbs", []],
    ["PowerShell calls cscript", "powershell", "& cscript.exe //nologo C:\\setup\\fix.vbs", MEMBER],
    ["PowerShell calls the file", "powershell", "& 'C:\\setup\\fix.vbs'", MEMBER],
    ["Start-Process", "powershell", "Start-Process wscript -ArgumentList '//b','C:\\setup\\fix.vbs' -Wait", MEMBER],
    ["Start-Process of the file", "powershell", "Start-Process C:\\setup\\fix.vbs", MEMBER],
    ["a file that PowerShell wrote", "powershell", `Set-Content C:\\new.vbs '${DANGER.trim()}'\ncscript C:\\new.vbs`, MEMBER],
    ["a task", "cmd", 'schtasks /create /tn x /sc onstart /ru SYSTEM /tr "wscript C:\\setup\\fix.vbs"', MEMBER],
    ["a service", "cmd", 'sc create x binPath= "cscript C:\\setup\\fix.vbs"', MEMBER],
    ["a Run key", "cmd", "reg add HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d C:\\setup\\fix.vbs /f", MEMBER],
    ["WMI", "powershell", "([wmiclass]'Win32_Process').Create('cscript C:\\setup\\fix.vbs')", MEMBER],
    [
      "COM from PowerShell",
      "powershell",
      "(New-Object -ComObject WScript.Shell).Run('cscript C:\\setup\\fix.vbs', 0, $true)",
      MEMBER,
    ],
    [
      "the standard script adsutil",
      "cmd",
      "cscript C:\\inetpub\\adminscripts\\adsutil.vbs set w3svc/AnonymousUserName Administrator",
      ["iis-anonymous-admin certain"],
    ],
  ])("%s", (_name, language, text, expected) => {
    expect(found(language, text)).toEqual(expected);
  });
});

describe("PowerShell uses the same objects", () => {
  test.each<[string, string, string[]]>([
    [
      "FileSystemObject",
      "$fso = New-Object -ComObject Scripting.FileSystemObject\n$f = $fso.CreateTextFile('C:\\x.cmd', $true)\n$f.WriteLine('net localgroup Administrators IUSR /add')\n$f.Close()\n& C:\\x.cmd",
      MEMBER,
    ],
    [
      "FileSystemObject, not run",
      "$fso = New-Object -ComObject Scripting.FileSystemObject\n$f = $fso.CreateTextFile('C:\\x.cmd', $true)\n$f.WriteLine('net localgroup Administrators IUSR /add')\n$f.Close()",
      [],
    ],
    [
      "Dictionary",
      "$d = New-Object -ComObject Scripting.Dictionary\n$d.Add('g', 'Administrators')\nnet localgroup $d.Item('g') IUSR /add",
      MEMBER,
    ],
    [
      "RegRead",
      "$s = New-Object -ComObject WScript.Shell\n$s.RegWrite('HKLM\\SOFTWARE\\Contoso\\G', 'Administrators', 'REG_SZ')\nnet localgroup $s.RegRead('HKLM\\SOFTWARE\\Contoso\\G') IUSR /add",
      MEMBER,
    ],
    [
      "Network",
      "$n = New-Object -ComObject WScript.Network\nif ($n.ComputerName -eq $env:COMPUTERNAME) { net localgroup Administrators IUSR /add }",
      MEMBER,
    ],
  ])("%s", (_name, text, expected) => {
    expect(found("powershell", text)).toEqual(expected);
  });
});
