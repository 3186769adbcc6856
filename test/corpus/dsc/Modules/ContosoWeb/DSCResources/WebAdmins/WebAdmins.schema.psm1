configuration WebAdmins {
    param([Parameter(Mandatory)][string]$Account)
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Group admins {
        GroupName = 'Administrators'
        MembersToInclude = $Account
    }
}
