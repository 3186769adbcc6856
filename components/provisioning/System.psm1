# Disks, time zone, registry and password policy.

function Initialize-HostDrive {
    # Formats empty data disks with NTFS, in the order of their numbers, when the last letter is not there yet. A disk that holds
    # anything is left alone.
    param([string[]] $Letter)

    $next = 0
    foreach ($one in $Letter) {
        if (Test-Path -Path "${one}:\") {
            $next = $next + 1
        }
    }
    foreach ($disk in Get-Disk | Sort-Object -Property Number) {
        if ($disk.PartitionStyle -eq 'RAW' -and $next -lt $Letter.Count) {
            $null = Initialize-Disk -Number $disk.Number -PartitionStyle GPT
            $null = New-Partition -DiskNumber $disk.Number -UseMaximumSize -DriveLetter $Letter[$next]
            $null = Format-Volume -DriveLetter $Letter[$next] -FileSystem NTFS -Confirm:$false
            $next = $next + 1
        }
    }
}

function Set-HostTimeZone {
    param([string] $Id)

    Set-TimeZone -Id $Id
}

function Get-RegistryValue {
    # Value: RegistryValue in extras.ts. Nothing when there is no such key or value.
    param([object] $Value)

    [Microsoft.Win32.Registry]::GetValue($Value.key, $Value.name, $null)
}

function Set-RegistryValue {
    # Makes the key too. New-Item would empty a key that is there.
    param([object] $Value)

    $before = Get-RegistryValue -Value $Value
    [Microsoft.Win32.Registry]::SetValue($Value.key, $Value.name, $Value.value, [Microsoft.Win32.RegistryValueKind] $Value.type)
    Add-ReportEntry -What "$($Value.key)\$($Value.name)" -Before $before -After $Value.value
}

function Set-PasswordPolicy {
    param([int] $Length, [int] $Threshold, [int] $Minutes)

    $null = & net.exe accounts "/minpwlen:$Length" "/lockoutthreshold:$Threshold" "/lockoutduration:$Minutes" "/lockoutwindow:$Minutes"
    if ($LASTEXITCODE -ne 0) {
        throw "The policy for passwords could not be set: net.exe gave $LASTEXITCODE"
    }
}
