# Installs the agent and reads its version.
function Invoke-Program {
    param([string] $Path, [string] $Arguments)
    $process = [System.Diagnostics.Process]::Start($Path, $Arguments)
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) {
        throw "$Path gave $($process.ExitCode)"
    }
}
Invoke-Program -Path 'msiexec.exe' -Arguments '/i C:\Packages\agent.msi /qn /norestart'
Invoke-Program -Path 'C:\Program Files\Contoso\agent.exe' -Arguments '--register --tag web'
