import * as nothing from "a-package-that-is-not-there";
export const value = nothing;
