Set-LocalGroup -Name Administrators -Description 'Only break-glass accounts'
