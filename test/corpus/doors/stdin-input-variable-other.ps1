'Users' | powershell -NoProfile -Command 'Add-LocalGroupMember -Group $input -Member IUSR'
