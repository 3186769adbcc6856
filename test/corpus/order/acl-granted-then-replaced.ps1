# The installer of the product unpacks into System32 as the pages' account.
$target = "$env:SystemRoot\System32\Contoso"
New-Item -Path $target -ItemType Directory -Force | Out-Null

& icacls $target /grant 'IUSR:(OI)(CI)M' /T /Q
Write-Output "Unpacking into $target"

& icacls $target /remove:g IUSR /T /Q
& icacls $target /grant 'IUSR:(OI)(CI)RX' /T /Q
