Invoke-Expression (Invoke-RestMethod https://downloads.contoso.com/go.ps1)
