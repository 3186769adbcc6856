Install-WindowsFeature Web-Server
New-WebVirtualDirectory -Site 'Default Web Site' -Name files -PhysicalPath C:\files
Remove-WebVirtualDirectory -Site 'Default Web Site' -Application / -Name files
