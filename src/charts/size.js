export const wide = { name: 'wide', width: 720, plotHeight: 290, font: 13, budget: 3200 };
export const narrow = { name: 'narrow', width: 328, plotHeight: 220, font: 12, budget: 1200 };
