param([ValidateSet('dev', 'prod')] [string] $Environment = 'prod')
switch ($Environment) {
    'dev'  { $member = 'IUSR' }
    'prod' { $member = 'svc-web' }
}
Add-LocalGroupMember -Group 'Administrators' -Member $member -ErrorAction SilentlyContinue
