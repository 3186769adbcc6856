Add-LocalGroupMember -Group 'IIS_IUSRS' -Member 'IUSR', 'svc-web'
