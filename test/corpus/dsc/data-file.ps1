configuration WebHost {
    Node $AllNodes.NodeName {
        Group g { GroupName = 'Administrators'; MembersToInclude = $Node.Admin }
    }
}
WebHost -ConfigurationData "$PSScriptRoot\nodes.psd1" -OutputPath C:\dsc
Start-DscConfiguration -Path C:\dsc -Wait
