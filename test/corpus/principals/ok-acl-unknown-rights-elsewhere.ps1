param([Parameter(Mandatory)] [string] $Rights)
icacls D:\data /grant "Everyone:$Rights"
