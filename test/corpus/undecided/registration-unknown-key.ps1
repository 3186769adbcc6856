param($Key)
"Windows Registry Editor Version 5.00`r`n`r`n[$Key]`r`n`"a`"=`"b`"`r`n" | Set-Content C:\x.reg
reg import C:\x.reg
