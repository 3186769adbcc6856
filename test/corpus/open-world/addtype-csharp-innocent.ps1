Add-Type -TypeDefinition @'
public static class M { public static int Twice(int a) { return a * 2; } }
'@
[M]::Twice(4)
