/**
 * Moves labels apart so that neighbours stand at least `gap` from each other and all stay in [low, high], each as near
 * its target as least squares allows (pool adjacent violators). Order of the targets is kept; if they do not all fit,
 * the gap shrinks to what fits. O(n log n).
 */
export function spread(targets, gap, low, high) {
    const n = targets.length;
    const step = n > 1 ? Math.min(gap, Math.max(0, high - low) / (n - 1)) : 0;
    const order = targets.map((_, i) => i).sort((a, b) => targets[a] - targets[b] || a - b);
    // Taking i·step off each target turns "at least a step apart" into "not falling", which pooling solves.
    const pools = [];
    order.forEach((index, i) => {
        pools.push({ sum: targets[index] - i * step, count: 1 });
        while (pools.length > 1) {
            const [a, b] = pools.slice(-2);
            if (a.sum / a.count <= b.sum / b.count)
                break;
            pools.splice(-2, 2, { sum: a.sum + b.sum, count: a.count + b.count });
        }
    });
    const result = new Array(n);
    let i = 0;
    for (const { sum, count } of pools) {
        const base = Math.min(Math.max(sum / count, low), high - (n - 1) * step);
        for (let k = 0; k < count; k++, i++)
            result[order[i]] = Math.round((base + i * step) * 10) / 10;
    }
    return result;
}
/** Whether two boxes share area. */
export function overlaps(a, b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
