Add-LocalGroupMember -Group 'Performance Log Users' -Member 'IIS APPPOOL\DefaultAppPool'
Add-LocalGroupMember -SID 'S-1-5-32-559' -Member 'IIS_IUSRS'
