subinacl /file C:\Windows\System32 /grant=IUSR=F
