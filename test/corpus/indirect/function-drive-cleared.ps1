function Add-Admin { Add-LocalGroupMember Administrators Everyone }
Clear-Item function:Add-Admin
try { Add-Admin } catch { 'gone' }
