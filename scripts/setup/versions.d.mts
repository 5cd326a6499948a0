export const PNPM_PACKAGE: string;
