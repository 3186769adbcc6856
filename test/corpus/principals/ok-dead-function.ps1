function Grant-Everything {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
Add-LocalGroupMember -Group 'Administrators' -Member 'svc-deploy' -ErrorAction SilentlyContinue
