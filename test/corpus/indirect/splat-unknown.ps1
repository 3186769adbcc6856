param($Options)
Add-LocalGroupMember @Options
