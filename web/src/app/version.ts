declare const __DROVER_VERSION__: string;

/** Version of this page; the build puts it here. */
export const PAGE_VERSION: string = __DROVER_VERSION__;
