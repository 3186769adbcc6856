# Windows services.

function Set-HostService {
    param([string] $Name, [string] $Start, [bool] $Run)

    if ($Start) {
        # Set-Service of Windows PowerShell 5.1 knows no delayed start.
        $null = & sc.exe config $Name start= $Start
        if ($LASTEXITCODE -ne 0) {
            throw "The start of the service $Name could not be configured: sc.exe gave $LASTEXITCODE"
        }
    }
    if ($Run) {
        Start-Service -Name $Name
    }
}
