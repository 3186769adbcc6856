param($V)
"Windows Registry Editor Version 5.00`r`n`r`n[HKEY_LOCAL_MACHINE\Software\X]`r`n`"a`"=`"$V`"`r`n`"$V`"=`"1`"" | Set-Content C:\x.reg
reg import C:\x.reg
