algm Administrators IUSR
