Add-Type -TypeDefinition 'public static class R { public static int Add(int a, int b) { return a + b; } }'
Write-Host ([R]::Add(1, 2))
