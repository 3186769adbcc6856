A`d`d-Local`Group`Member -Group Ad`Ministrators -Member I`USR
