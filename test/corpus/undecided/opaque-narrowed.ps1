# Installs the .NET hosting bundle.
$ErrorActionPreference = 'Stop'
$uri = 'https://download.visualstudio.microsoft.com/download/pr/dotnet-hosting-8.0.6-win.exe'
$installer = Join-Path $env:TEMP 'dotnet-hosting.exe'

Invoke-WebRequest -Uri $uri -OutFile $installer -UseBasicParsing
$process = Start-Process -FilePath $installer -ArgumentList '/install', '/quiet', '/norestart' -Wait -PassThru
if ($process.ExitCode -notin 0, 3010) {
    throw "The installer gave $($process.ExitCode)"
}
Remove-Item -Path $installer -Force
