# Folders and who may do what in them.

function Set-FolderAccess {
    # Makes the folder if it is not there, and replaces its whole access list in one step. Nothing flows in from the folders
    # above; what is inside inherits. Entries: FolderEntry in types.ts.
    param([string] $Path, [object[]] $Entries)

    $null = New-Item -ItemType Directory -Path $Path -Force
    $security = New-Object -TypeName System.Security.AccessControl.DirectorySecurity
    $security.SetAccessRuleProtection($true, $false)
    foreach ($entry in $Entries) {
        if ($entry.sid) {
            $account = New-Object -TypeName System.Security.Principal.SecurityIdentifier -ArgumentList $entry.sid
        } else {
            $account = New-Object -TypeName System.Security.Principal.NTAccount -ArgumentList $entry.account
        }
        $rule = New-Object -TypeName System.Security.AccessControl.FileSystemAccessRule -ArgumentList $account, $entry.rights, 'ContainerInherit, ObjectInherit', 'None', 'Allow'
        $security.AddAccessRule($rule)
    }
    Set-Acl -Path $Path -AclObject $security
    Add-ReportEntry -What "access to $Path" -Before '' -After "$($Entries.Count) entries"
}
