hh.exe mk:@MSITStore:C:\kit\guide.chm::/start.htm
