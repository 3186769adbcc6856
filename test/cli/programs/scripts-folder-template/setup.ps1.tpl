# made from a template
Add-LocalGroupMember -Group '{{group}}' -Member '{{member}}'
