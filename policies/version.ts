/** Version of the package and of the pack; a check keeps it equal to package.json. */
export const VERSION = "0.1.0";
