/** Several lists of changes as one. */

/**
 * @typedef {{kind: string, dataset: string, record: string, field: string, before: string, after: string}} Change
 */

/**
 * One change of each value, from the first of the steps to the last; what came and went is left out.
 * @param {Change[]} changes
 */
export function joined(changes) {
  /** @type {Map<string, Change>} */
  const net = new Map();
  const of = (/** @type {Change} */ change) => JSON.stringify([change.dataset, change.record]);
  const isGone = (/** @type {string} */ kind) => kind === "removed" || kind === "merged";
  for (const change of changes) {
    const record = of(change);
    const key = change.field ? `${record} ${change.field}` : record;
    const before = net.get(key);
    if (change.field && change.record) {
      if (net.get(record)?.kind === "added") continue; // the record itself is new
      const first = before ? before.before : change.before;
      if (first === change.after) net.delete(key);
      else net.set(key, { ...change, before: first });
    } else if (isGone(change.kind) && change.record) {
      for (const known of [...net.keys()]) if (known === record || known.startsWith(`${record} `)) net.delete(known);
      if (before?.kind !== "added") net.set(key, change);
    } else {
      net.set(key, change);
    }
  }
  return [...net.values()];
}
