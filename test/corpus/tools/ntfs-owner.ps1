Set-NTFSOwner -Path C:\Windows\System32 -Account IUSR
