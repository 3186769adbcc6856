# Folders and who may do what in them.

function Set-FolderAccess {
    # Makes the folder if it is not there, and replaces its whole access list by Entries, such as "*S-1-5-18:(OI)(CI)(F)".
    # Nothing flows in from the folders above.
    param([string] $Path, [string[]] $Entries)

    $null = New-Item -ItemType Directory -Path $Path -Force
    & icacls.exe $Path /reset
    if ($LASTEXITCODE -ne 0) {
        throw "The access list of $Path could not be reset: icacls gave $LASTEXITCODE"
    }
    & icacls.exe $Path /inheritance:r /grant:r $Entries
    if ($LASTEXITCODE -ne 0) {
        throw "The access list of $Path could not be set: icacls gave $LASTEXITCODE"
    }
}
