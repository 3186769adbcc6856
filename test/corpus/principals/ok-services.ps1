Set-Service -Name W3SVC -StartupType Automatic
Start-Service W3SVC
sc.exe config SMTPSVC start= auto
sc.exe failure SMTPSVC reset= 86400 actions= restart/60000
Get-Service -Name 'Spooler' | Stop-Service -PassThru | Set-Service -StartupType Disabled
net stop wuauserv
