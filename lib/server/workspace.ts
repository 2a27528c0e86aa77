/** Who asks, and whose everything is, while there are no accounts: the workspace. */
export const WORKSPACE = '';
