[DscLocalConfigurationManager()]
configuration Manager {
    Node localhost {
        Settings { RefreshMode = 'Pull' }
        ConfigurationRepositoryWeb server { ServerURL = 'https://pull.contoso.example/PSDSCPullServer.svc' }
    }
}
Manager -OutputPath C:\meta
Set-DscLocalConfigurationManager -Path C:\meta
