"use strict";
const net = require("node:net");
module.exports = new Promise((resolve, reject) => {
  // Port 1 of the own machine: nobody listens there.
  net.connect(1, "127.0.0.1").on("connect", resolve).on("error", reject);
});
