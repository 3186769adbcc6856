Import-Module ContosoTools
Invoke-ContosoRetry -Command { Write-Host hi }
Get-ContosoThing | Where-Contoso { $_.Name -eq "IUSR" }
