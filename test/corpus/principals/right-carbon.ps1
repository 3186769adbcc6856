Import-Module Carbon
Grant-CPrivilege -Identity 'IIS_IUSRS' -Privilege SeBackupPrivilege, SeRestorePrivilege
