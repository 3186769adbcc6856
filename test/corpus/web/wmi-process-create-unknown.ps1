param([Parameter(Mandatory)][string]$Command)
Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList $Command
