$tmp = Join-Path $env:TEMP 'import.inf'
$export = Join-Path $env:TEMP 'export.inf'
$sid = ((New-Object System.Security.Principal.NTAccount 'IIS APPPOOL\DefaultAppPool').Translate([System.Security.Principal.SecurityIdentifier])).Value
secedit /export /cfg $export | Out-Null
$line = (Select-String $export -Pattern 'SeServiceLogonRight').Line
@('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1', '[Privilege Rights]', "$line,*$sid") | Set-Content $tmp -Encoding Unicode
secedit /import /db secedit.sdb /cfg $tmp
secedit /configure /db secedit.sdb
gpupdate /force
