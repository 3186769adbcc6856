# What a run did: one entry for each setting, with what was there before. No secret ever gets here.

$script:ReportEntries = New-Object -TypeName System.Collections.ArrayList
$script:ReportFolder = 'C:\ProgramData\Lycosa'

function Add-ReportEntry {
    # Values as text: `1` of the metabase and `1` of the plan are one value. Where they differ the run changed something.
    param([string] $What, [object] $Before, [object] $After)

    $entry = [ordered] @{ what = $What; before = "$Before"; after = "$After" }
    [void] $script:ReportEntries.Add($entry)
}

function Save-HostReport {
    # Azure keeps the last 4096 bytes of the output only; the whole report stays on the host.
    $null = New-Item -ItemType Directory -Path $script:ReportFolder -Force
    $text = ConvertTo-Json -InputObject @($script:ReportEntries) -Depth 4 -Compress
    [System.IO.File]::WriteAllText("$script:ReportFolder\report.json", $text)
    $text
}
