rundll32 C:\tools\helper.dll,Install
