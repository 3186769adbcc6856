$hostConfig = @{
    Groups = @(
        @{ Name = 'WebDeployers'; Members = @('opsadmin'); In = 'Administrators' }
        @{ Name = 'UploadWriters'; Members = @('IUSR'); In = 'Users' }
    )
}
$secret = ConvertTo-SecureString ([guid]::NewGuid().ToString()) -AsPlainText -Force
New-LocalUser -Name opsadmin -Password $secret | Out-Null
$hostConfig.Groups | ForEach-Object {
    $g = $_
    New-LocalGroup -Name $g.Name | Out-Null
    $g.Members | ForEach-Object { Add-LocalGroupMember -Group $g.Name -Member $_ }
    & net localgroup $g.In $g.Name /add
}
