$version = Read-Host
Set-Content "$env:TOOLS\python\python-$version\setup.xml" (Get-Content '\\files\setup.xml')
