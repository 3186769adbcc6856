configuration WebHost {
    Import-DscResource -ModuleName ContosoClass
    Node localhost {
        AdminMember one {
            Account = 'IUSR'
            Group = 'Users'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
