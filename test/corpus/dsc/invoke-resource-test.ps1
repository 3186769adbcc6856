Invoke-DscResource -Name Group -ModuleName PSDesiredStateConfiguration -Method Test -Property @{
    GroupName = 'Administrators'
    MembersToInclude = @('IUSR')
}
