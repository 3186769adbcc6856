Import-Module C:\tools\contoso.dll
Add-Everything
