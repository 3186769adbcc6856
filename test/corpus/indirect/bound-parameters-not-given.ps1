function Set-Member {
  param($Group, $Member = 'Everyone')
  if ($MyInvocation.BoundParameters.ContainsKey('Member')) { Add-LocalGroupMember $Group $Member }
}
Set-Member Administrators
