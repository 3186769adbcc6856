$group = Get-WmiObject Win32_Group -Filter "SID='S-1-5-32-544' AND LocalAccount=True"
net localgroup $group.Name IUSR /add
