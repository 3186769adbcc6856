net user svcweb Zr7-kk91-Lpp /add
net localgroup IIS_IUSRS svcweb /add
net localgroup "Performance Monitor Users" svcweb /add
