$note = @'
net localgroup Administrators IUSR /add
'@
Write-Output $note
$note | Set-Content -Path C:\Windows\Temp\never-do-this.txt
