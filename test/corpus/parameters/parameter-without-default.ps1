param([string] $Account)
net localgroup Administrators $Account /add
