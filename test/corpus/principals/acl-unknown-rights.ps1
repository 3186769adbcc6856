param([Parameter(Mandatory)] [string] $Rights)
icacls C:\Windows\System32 /grant "Everyone:$Rights"
