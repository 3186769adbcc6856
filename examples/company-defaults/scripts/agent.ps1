# The company's own step: nobody administers these machines over WinRM.
param([string] $CostCentre)

$ErrorActionPreference = 'Stop'
Set-Service -Name WinRM -StartupType Disabled
New-Item -ItemType Directory -Path 'C:\ProgramData\Contoso' -Force | Out-Null
Set-Content -Path 'C:\ProgramData\Contoso\cost-centre.txt' -Value $CostCentre
