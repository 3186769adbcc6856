$relay = Get-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting -ErrorAction SilentlyContinue
$admins = Get-LocalGroupMember Administrators
[pscustomobject]@{
    Relay  = $relay | Select-Object Name, RelayIpList
    Admins = $admins.Name
    Iusr   = $admins.Name -contains 'NT AUTHORITY\IUSR'
} | ConvertTo-Json -Depth 4 | Set-Content C:\Windows\Temp\audit.json
if ($admins.Name -contains 'NT AUTHORITY\IUSR') { Write-Error 'IUSR is an administrator'; exit 1 }
