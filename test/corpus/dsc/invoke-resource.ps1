Invoke-DscResource -Name Group -ModuleName PSDesiredStateConfiguration -Method Set -Property @{
    GroupName = 'Administrators'
    MembersToInclude = @('IUSR')
}
