/** What every page below the sandbox base says. */
export const sandboxNotice = "Sandbox: not a real certificate";
