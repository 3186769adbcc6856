# Package manager first, then the tools.
Set-ExecutionPolicy Bypass -Scope Process -Force
Invoke-Expression ((New-Object System.Net.WebClient).DownloadString('https://community.chocolatey.org/install.ps1'))

foreach ($package in '7zip', 'notepadplusplus') {
    choco install $package -y --no-progress
}
