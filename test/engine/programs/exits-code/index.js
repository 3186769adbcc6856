"use strict";
console.log("this line is the last that was said");
process.exitCode = 123;
process.on("exit", () => {});
