Import-Module WebAdministration
New-WebAppPool jobs
Set-ItemProperty IIS:\AppPools\jobs processModel.identityType 0
New-WebApplication -Name jobs -Site 'Default Web Site' -PhysicalPath C:\jobs -ApplicationPool jobs
