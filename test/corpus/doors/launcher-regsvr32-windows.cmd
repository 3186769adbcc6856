regsvr32 /s vbscript.dll
