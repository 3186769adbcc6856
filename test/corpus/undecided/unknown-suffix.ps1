# One account a stage.
param([Parameter(Mandatory)] [string] $Stage)
$account = "svc-deploy-$Stage"
Add-LocalGroupMember -Group 'Administrators' -Member $account
