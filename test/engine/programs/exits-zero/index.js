"use strict";
const resources = require("@pulumi/azure-native/resources");
new resources.ResourceGroup("only");
process.exit(0);
