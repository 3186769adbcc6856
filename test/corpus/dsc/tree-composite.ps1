configuration WebHost {
    Import-DscResource -ModuleName ContosoWeb
    Node localhost {
        WebAdmins all {
            Account = 'IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
