// Preloaded into a measured process: writes its own CPU time and memory to file descriptor 3, when it ends or when its
// stdin closes (a policy pack never ends by itself). Wall time would measure the machine's other work.
const { writeSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ cpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS / 1024 }));
});
process.stdin.on("end", () => process.exit());
process.stdin.resume();
process.stdin.unref();
