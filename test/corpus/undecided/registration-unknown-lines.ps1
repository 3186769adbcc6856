param($Body)
"Windows Registry Editor Version 5.00`r`n$Body`r`n" | Set-Content C:\x.reg
reg import C:\x.reg
