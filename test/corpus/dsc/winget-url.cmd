winget configure --file https://contoso.example/host.dsc.yaml --disable-interactivity
