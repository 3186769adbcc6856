# Waits up to ten minutes for the service.
$deadline = 20
$attempt = 0
do {
    Start-Sleep -Seconds 30
    $attempt++
    $service = Get-Service -Name 'ContosoAgent' -ErrorAction SilentlyContinue
} until (($service -and $service.Status -eq 'Running') -or $attempt -ge $deadline)

if (-not $service) {
    Write-Warning 'The agent did not come up'
}
Write-Output "Waited $attempt times"
