Add-Type -TypeDefinition @'
public static class R { public static int Started(int process) { return process; } }
'@
[R]::Started(4)
