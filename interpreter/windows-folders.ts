/**
 * Files and folders that every Windows Server has, desktop or core, from 2016 on. What is not here and was not written by
 * the deployment may or may not exist. Keys as `pathKey` gives them; C: is the system drive.
 */

const FOLDERS: readonly string[] = [
  "c:\\",
  "c:\\perflogs",
  "c:\\program files",
  "c:\\program files (x86)",
  "c:\\program files\\common files",
  "c:\\program files (x86)\\common files",
  "c:\\program files\\internet explorer",
  "c:\\program files\\windowspowershell",
  "c:\\program files\\windowspowershell\\modules",
  "c:\\program files\\windowspowershell\\scripts",
  "c:\\program files\\windows defender",
  "c:\\programdata",
  "c:\\programdata\\microsoft",
  "c:\\programdata\\microsoft\\windows",
  "c:\\programdata\\microsoft\\windows\\start menu",
  "c:\\programdata\\microsoft\\windows\\start menu\\programs",
  "c:\\programdata\\microsoft\\windows\\start menu\\programs\\startup",
  "c:\\users",
  "c:\\users\\default",
  "c:\\users\\public",
  "c:\\users\\public\\desktop",
  "c:\\users\\public\\documents",
  "c:\\users\\public\\downloads",
  "c:\\users\\all users",
  "c:\\windows",
  "c:\\windows\\appcompat",
  "c:\\windows\\assembly",
  "c:\\windows\\boot",
  "c:\\windows\\debug",
  "c:\\windows\\fonts",
  "c:\\windows\\globalization",
  "c:\\windows\\inf",
  "c:\\windows\\installer",
  "c:\\windows\\logs",
  "c:\\windows\\logs\\cbs",
  "c:\\windows\\microsoft.net",
  "c:\\windows\\microsoft.net\\framework",
  "c:\\windows\\microsoft.net\\framework\\v4.0.30319",
  "c:\\windows\\microsoft.net\\framework64",
  "c:\\windows\\microsoft.net\\framework64\\v4.0.30319",
  "c:\\windows\\microsoft.net\\framework64\\v4.0.30319\\config",
  "c:\\windows\\panther",
  "c:\\windows\\policydefinitions",
  "c:\\windows\\prefetch",
  "c:\\windows\\security",
  "c:\\windows\\security\\database",
  "c:\\windows\\security\\logs",
  "c:\\windows\\security\\templates",
  "c:\\windows\\servicing",
  "c:\\windows\\setup",
  "c:\\windows\\softwaredistribution",
  "c:\\windows\\system",
  "c:\\windows\\system32",
  "c:\\windows\\system32\\config",
  "c:\\windows\\system32\\config\\systemprofile",
  "c:\\windows\\system32\\dism",
  "c:\\windows\\system32\\drivers",
  "c:\\windows\\system32\\drivers\\etc",
  "c:\\windows\\system32\\grouppolicy",
  "c:\\windows\\system32\\logfiles",
  "c:\\windows\\system32\\spool",
  "c:\\windows\\system32\\sysprep",
  "c:\\windows\\system32\\tasks",
  "c:\\windows\\system32\\wbem",
  "c:\\windows\\system32\\windowspowershell",
  "c:\\windows\\system32\\windowspowershell\\v1.0",
  "c:\\windows\\system32\\windowspowershell\\v1.0\\modules",
  "c:\\windows\\system32\\winevt",
  "c:\\windows\\system32\\winevt\\logs",
  "c:\\windows\\syswow64",
  "c:\\windows\\syswow64\\windowspowershell",
  "c:\\windows\\syswow64\\windowspowershell\\v1.0",
  "c:\\windows\\tasks",
  "c:\\windows\\temp",
  "c:\\windows\\web",
  "c:\\windows\\winsxs",
];

/** Programs and files of `C:\Windows\System32` that scripts look for or name in full. */
const SYSTEM32: readonly string[] = [
  "auditpol.exe", "bcdedit.exe", "bitsadmin.exe", "cacls.exe", "certutil.exe", "chkdsk.exe", "cmd.exe", "cscript.exe", "curl.exe",
  "defrag.exe", "diskpart.exe", "dism.exe", "eventcreate.exe", "expand.exe", "findstr.exe", "fsutil.exe", "gpupdate.exe", "hostname.exe",
  "icacls.exe", "ipconfig.exe", "kernel32.dll", "lsass.exe", "mmc.exe", "mountvol.exe", "msiexec.exe", "nbtstat.exe", "net.exe", "net1.exe",
  "netsh.exe", "netstat.exe", "notepad.exe", "nslookup.exe", "ntdll.dll", "ping.exe", "powercfg.exe", "query.exe", "reg.exe", "regedt32.exe",
  "regsvr32.exe", "robocopy.exe", "route.exe", "runas.exe", "rundll32.exe", "sc.exe", "schtasks.exe", "scrobj.dll", "secedit.exe", "services.exe",
  "setx.exe", "shutdown.exe", "slmgr.vbs", "subst.exe", "svchost.exe", "systeminfo.exe", "takeown.exe", "taskkill.exe", "tasklist.exe",
  "timeout.exe", "tzutil.exe", "user32.dll", "userinit.exe", "vssadmin.exe", "w32tm.exe", "wevtutil.exe", "where.exe", "whoami.exe",
  "winlogon.exe", "winrm.cmd", "winrm.vbs", "wscript.exe", "wuauclt.exe", "wusa.exe", "xcopy.exe",
  "drivers\\etc\\hosts", "drivers\\etc\\lmhosts.sam", "drivers\\etc\\networks", "drivers\\etc\\protocol", "drivers\\etc\\services",
  "config\\sam", "config\\security", "config\\software", "config\\system", "config\\default",
  "sysprep\\sysprep.exe", "wbem\\wmic.exe", "wbem\\winmgmt.exe", "windowspowershell\\v1.0\\powershell.exe",
  "windowspowershell\\v1.0\\powershell_ise.exe", "windowspowershell\\v1.0\\types.ps1xml", "windowspowershell\\v1.0\\format.ps1xml",
];

const FILES: readonly string[] = [
  "c:\\windows\\explorer.exe",
  "c:\\windows\\regedit.exe",
  "c:\\windows\\win.ini",
  "c:\\windows\\system.ini",
  "c:\\windows\\notepad.exe",
  "c:\\windows\\windowsupdate.log",
  "c:\\windows\\security\\database\\secedit.sdb",
  "c:\\windows\\microsoft.net\\framework\\v4.0.30319\\installutil.exe",
  "c:\\windows\\microsoft.net\\framework\\v4.0.30319\\regasm.exe",
  "c:\\windows\\microsoft.net\\framework64\\v4.0.30319\\installutil.exe",
  "c:\\windows\\microsoft.net\\framework64\\v4.0.30319\\regasm.exe",
  "c:\\windows\\microsoft.net\\framework64\\v4.0.30319\\config\\machine.config",
  "c:\\windows\\syswow64\\cmd.exe",
  "c:\\windows\\syswow64\\cscript.exe",
  "c:\\windows\\syswow64\\windowspowershell\\v1.0\\powershell.exe",
  ...SYSTEM32.map((name) => `c:\\windows\\system32\\${name}`),
];

/** Folders and files that come and go with a feature, by the feature's name. */
export interface FeatureFiles {
  readonly feature: string;
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

export const FEATURE_FILES: readonly FeatureFiles[] = [
  {
    feature: "Web-Server",
    folders: [
      "c:\\inetpub",
      "c:\\inetpub\\custerr",
      "c:\\inetpub\\history",
      "c:\\inetpub\\logs",
      "c:\\inetpub\\logs\\logfiles",
      "c:\\inetpub\\temp",
      "c:\\inetpub\\temp\\apppools",
      "c:\\inetpub\\wwwroot",
      "c:\\windows\\system32\\inetsrv",
      "c:\\windows\\system32\\inetsrv\\config",
      "c:\\windows\\system32\\inetsrv\\config\\schema",
      "c:\\windows\\syswow64\\inetsrv",
    ],
    files: [
      "c:\\inetpub\\wwwroot\\iisstart.htm",
      "c:\\windows\\system32\\inetsrv\\appcmd.exe",
      "c:\\windows\\system32\\inetsrv\\w3wp.exe",
      "c:\\windows\\system32\\inetsrv\\iisreset.exe",
      "c:\\windows\\system32\\inetsrv\\config\\applicationhost.config",
      "c:\\windows\\system32\\inetsrv\\config\\administration.config",
      "c:\\windows\\system32\\inetsrv\\config\\redirection.config",
    ],
  },
  {
    feature: "SMTP-Server",
    folders: [
      "c:\\inetpub\\mailroot",
      "c:\\inetpub\\mailroot\\badmail",
      "c:\\inetpub\\mailroot\\drop",
      "c:\\inetpub\\mailroot\\pickup",
      "c:\\inetpub\\mailroot\\queue",
      "c:\\windows\\system32\\inetsrv",
    ],
    files: ["c:\\windows\\system32\\inetsrv\\metabase.xml", "c:\\windows\\system32\\inetsrv\\smtpsvc.dll"],
  },
];

const folders: ReadonlySet<string> = new Set(FOLDERS);
const files: ReadonlySet<string> = new Set(FILES);

/** What a fresh Windows has at this path; undefined: nothing that is known of. */
export function onEveryWindows(key: string): "directory" | "file" | undefined {
  if (folders.has(key)) return "directory";
  return files.has(key) ? "file" : undefined;
}
