$w = New-Object -ComObject Microsoft.ApplicationHost.WritableAdminManager
$w.CommitPath = 'MACHINE/WEBROOT/APPHOST'
$s = $w.GetAdminSection('system.applicationHost/applicationPools','MACHINE/WEBROOT/APPHOST')
$s.Collection.Item(0).ChildElements.Item('processModel').Properties.Item('identityType').Value = 0
$w.CommitChanges()
