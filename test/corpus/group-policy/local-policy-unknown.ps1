Copy-Item \\contoso\gpo\Registry.pol C:\Windows\System32\GroupPolicy\Machine\Registry.pol
gpupdate /force
