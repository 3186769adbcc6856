# Unpacks the site. Expand-Archive is missing on the oldest hosts.
$archive = 'C:\Packages\site.zip'
$target = 'C:\inetpub\site'
New-Item -ItemType Directory -Path $target -Force | Out-Null
$shell = New-Object -ComObject Shell.Application
$zip = $shell.NameSpace($archive)
foreach ($item in $zip.Items()) {
    $shell.NameSpace($target).CopyHere($item, 0x14)
}
