Add-LocalGroupMember -Group 'Remote Desktop Users' -Member 'CONTOSO\helpdesk'
