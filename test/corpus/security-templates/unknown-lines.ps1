param($Extra)
"[Version]`r`nsignature=`"`$CHICAGO`$`"`r`n$Extra`r`n[Privilege Rights]`r`nSeDebugPrivilege = *S-1-5-32-544" | Out-File c:\t.inf
secedit /configure /db t.sdb /cfg c:\t.inf
