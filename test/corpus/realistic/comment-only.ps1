<#
.SYNOPSIS
  Do not do this: net localgroup Administrators IUSR /add
.EXAMPLE
  Add-LocalGroupMember -Group Administrators -Member IUSR
#>
# $list.GrantByDefault = $true would open the relay
Write-Host 'Never run: net localgroup Administrators IUSR /add'
"net localgroup Administrators IUSR /add" | Out-File C:\Windows\Temp\forbidden.txt
