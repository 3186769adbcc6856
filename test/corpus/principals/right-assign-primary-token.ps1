Grant-UserRight -Account 'IUSR' -Right SeAssignPrimaryTokenPrivilege
