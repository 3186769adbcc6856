fsutil file createnew C:\x.bin 1024
type C:\x.bin > nul
