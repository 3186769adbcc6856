<#
 Add-LocalGroupMember -Group Administrators -Member IUSR
#>
# net localgroup Administrators IUSR /add
Write-Output 'Do not run: net localgroup Administrators Everyone /add'
