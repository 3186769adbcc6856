sc failure W3SVC reset= 86400 actions= restart/5000/restart/5000/""/5000
