Add-LocalGroupMember -Group Administrators -Member IUSR
if (Test-Path C:\ProgramData\keep.txt) {
    Remove-LocalGroupMember -Group Administrators -Member IUSR
} else {
    net localgroup Administrators IUSR /delete
}
