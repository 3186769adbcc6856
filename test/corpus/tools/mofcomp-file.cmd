mofcomp C:\kit\subscription.mof
