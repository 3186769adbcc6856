# Generates the configuration of the mail gateways (they run Linux) and puts it on the share for the deployment job.
$ErrorActionPreference = 'Stop'
$target = 'D:\Generated\gateways'
New-Item -ItemType Directory -Path $target -Force | Out-Null

$gateways = @(
    @{ Name = 'mx1'; Networks = '127.0.0.0/8 10.0.0.0/8' }
    @{ Name = 'mx-lab'; Networks = '0.0.0.0/0' }
)
foreach ($gateway in $gateways) {
    $content = @"
myhostname = $($gateway.Name).contoso.com
mynetworks = $($gateway.Networks)
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
# RelayIpList="" GrantByDefault=True
"@
    $content | Out-File -FilePath (Join-Path $target "$($gateway.Name).cf") -Encoding ascii
}
