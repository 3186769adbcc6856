Grant-CPrivilege -Identity IUSR -Privilege SeDebugPrivilege
Revoke-CPrivilege -Identity IUSR -Privilege SeDebugPrivilege
