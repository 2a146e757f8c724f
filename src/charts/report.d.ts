import type { Report } from './figure.ts';
/**
 * A whole report as one HTML file: no script, and a policy that forbids every request. Every string is escaped, because
 * titles and names may come from strangers' files. About 25 kB a figure whatever its series' length.
 */
export declare function renderReport(report: Report): string;
