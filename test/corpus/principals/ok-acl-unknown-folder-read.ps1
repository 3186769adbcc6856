param([Parameter(Mandatory)] [string] $Folder)
icacls $Folder /grant "IIS_IUSRS:(OI)(CI)RX"
