configuration WebHost {
    Import-DscResource -ModuleName ContosoWeb
    Node localhost {
        cAdmin one {
            Account = 'NT AUTHORITY\IUSR'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
