/** Loading this registers the drives that PowerShell has by itself. */
import "./environment.js";
import "./filesystem.js";
import "./open.js";
import "./registry.js";
import "./session.js";
