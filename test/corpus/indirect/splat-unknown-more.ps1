param($Options)
Add-LocalGroupMember -Group 'Users' -Member 'Everyone' @Options
