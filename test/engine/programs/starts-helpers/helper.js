"use strict";
require("node:fs").writeFileSync(`${process.env.PID_FILE}.${process.argv[2]}`, String(process.pid));
setInterval(() => {}, 1000);
