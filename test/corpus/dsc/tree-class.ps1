configuration WebHost {
    Import-DscResource -ModuleName ContosoClass
    Node localhost {
        AdminMember one {
            Account = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
