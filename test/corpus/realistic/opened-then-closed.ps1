Add-LocalGroupMember -Group Administrators -Member IUSR
try { & C:\setup\migrate.exe /quiet } finally {
    Remove-LocalGroupMember -Group Administrators -Member IUSR
}
