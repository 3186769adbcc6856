function Add-Admin { Add-LocalGroupMember Administrators Everyone }
${function:Add-Admin} = $null
try { Add-Admin } catch { 'gone' }
