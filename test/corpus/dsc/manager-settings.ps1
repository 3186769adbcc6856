[DscLocalConfigurationManager()]
configuration Manager {
    Node localhost {
        Settings { RefreshMode = 'Push'; RebootNodeIfNeeded = $true }
    }
}
Manager -OutputPath C:\meta
Set-DscLocalConfigurationManager -Path C:\meta
