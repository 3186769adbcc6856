# Registers the host with the monitoring and the backup.
$ErrorActionPreference = 'Stop'
Register-ContosoMonitor -Name $env:COMPUTERNAME -Template 'web'
Set-ContosoBackupPlan -Plan Nightly -Retention 30
New-ContosoDashboard -Title 'Web hosts' | Out-Null
zabbix_agentd.exe --config C:\zabbix\zabbix.conf --install
