Start-BitsTransfer -Source https://downloads.contoso.com/go.ps1 -Destination C:\go.ps1
& C:\go.ps1
