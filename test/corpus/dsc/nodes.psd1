@{
    AllNodes = @(
        @{ NodeName = 'localhost'; Admin = 'IUSR' }
    )
}
