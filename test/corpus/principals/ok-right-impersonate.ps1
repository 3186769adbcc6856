Grant-CPrivilege -Identity 'IIS_IUSRS' -Privilege SeImpersonatePrivilege
Grant-CPrivilege -Identity 'IIS APPPOOL\DefaultAppPool' -Privilege SeServiceLogonRight
