Import-Module 'Carbon'
Install-Group -Name 'Administrators' -Members 'BUILTIN\Users'
