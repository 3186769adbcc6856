[DscResource()]
class AdminMember {
    [DscProperty(Key)] [string] $Account
    [DscProperty()] [string] $Group = 'Administrators'
    [AdminMember] Get() { return $this }
    [bool] Test() { return $false }
    [void] Set() {
        Add-LocalGroupMember -Group $this.Group -Member $this.Account
    }
}
