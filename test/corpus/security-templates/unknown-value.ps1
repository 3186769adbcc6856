param($Log)
"[Version]`r`nsignature=`"`$CHICAGO`$`"`r`n[Registry Values]`r`nMACHINE\Software\X\Log=1,`"$Log`"" | Out-File c:\t.inf
secedit /configure /db t.sdb /cfg c:\t.inf
