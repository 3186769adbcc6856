@'
instance of MSFT_GroupResource as $g
{
 ResourceID = "[Group]admins";
 GroupName = "Administrators";
 MembersToInclude = {"IUSR"};
 ModuleName = "PSDesiredStateConfiguration";
};
instance of OMI_ConfigurationDocument { Version="2.0.0"; };
'@ | Set-Content C:\dsc\localhost.mof
Start-DscConfiguration -Path C:\dsc -Wait
