Add-Type -MemberDefinition '[DllImport("advapi32.dll")] public static extern uint LsaAddAccountRights(IntPtr p, byte[] s, IntPtr r, int c);' -Name Lsa -Namespace W
[W.Lsa]::LsaAddAccountRights([IntPtr]::Zero, $null, [IntPtr]::Zero, 1)
