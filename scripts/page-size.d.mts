/** What a visitor loads before the first drawing, in bytes after gzip. */
export declare const shellBytes: number
