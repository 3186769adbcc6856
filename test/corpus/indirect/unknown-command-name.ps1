& $env:DEPLOY_TOOL -Group Administrators
