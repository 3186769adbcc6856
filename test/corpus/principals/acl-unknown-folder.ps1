param([Parameter(Mandatory)] [string] $Folder)
icacls $Folder /grant "Everyone:(OI)(CI)F"
