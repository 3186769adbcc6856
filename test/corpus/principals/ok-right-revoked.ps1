Grant-UserRight -Account 'IUSR' -Right SeDebugPrivilege
Revoke-UserRight -Account 'IUSR' -Right SeDebugPrivilege
