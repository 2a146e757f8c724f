/** docs/performance.md with the table at its head made anew from its measured sections. */
export function withSummary(text: string): string
