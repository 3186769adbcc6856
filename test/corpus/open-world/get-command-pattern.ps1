filter Where-X { param([Parameter(ValueFromPipeline = $true)][Management.Automation.CommandInfo] $Command) $_ }
Get-Command -Module Carbon -Name '*-C*' | Where-X
