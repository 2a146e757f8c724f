/** What charts need: colours of both schemes as custom properties, and the classes of the pictures and tables. */
export declare const chartStyles: string;
