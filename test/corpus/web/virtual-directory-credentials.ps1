Import-Module WebAdministration
New-WebVirtualDirectory -Site 'Default Web Site' -Name files -PhysicalPath '\\nas\files'
Set-ItemProperty 'IIS:\Sites\Default Web Site\files' -Name userName -Value 'CONTOSO\svc-files'
Set-ItemProperty 'IIS:\Sites\Default Web Site\files' -Name password -Value 'not-a-real-one'
