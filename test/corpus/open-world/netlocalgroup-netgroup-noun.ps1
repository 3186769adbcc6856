Add-ContosoAdminGroupMember -User IUSR
