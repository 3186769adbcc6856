Add-Type @'
using System; using System.Runtime.InteropServices;
public class N { [DllImport("netapi32.dll")] public static extern int NetLocalGroupAddMembers(string s, string g, int l, ref IntPtr b, int n); 
 public static void Go(){ } }
'@
[N]::Go()
