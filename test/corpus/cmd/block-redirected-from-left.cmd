> "%TEMP%\r.vbs" (
echo Set o = GetObject("IIS://localhost/smtpsvc/1"^)
echo Set l = o.Get("RelayIpList"^)
echo l.GrantByDefault = True
echo o.Put "RelayIpList", l
echo o.SetInfo
)
start /wait wscript //b "%TEMP%\r.vbs"
