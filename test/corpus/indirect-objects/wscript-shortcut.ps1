# Shortcuts on the desktop of everybody.
$shell = New-Object -ComObject WScript.Shell
foreach ($tool in @{ Name = 'IIS'; Path = "$env:windir\System32\inetsrv\InetMgr.exe" }, @{ Name = 'Services'; Path = "$env:windir\System32\services.msc" }) {
    $shortcut = $shell.CreateShortcut("$env:PUBLIC\Desktop\$($tool.Name).lnk")
    $shortcut.TargetPath = $tool.Path
    $shortcut.Description = "Opens $($tool.Name)"
    $shortcut.Save()
}
