/**
 * Volumes in a row that exchange with their neighbours, one step implicit in time: solves, in place,
 *
 *     volumeₖ·cₖ + step·(exchangeₖ₋₁·(cₖ − cₖ₋₁) + exchangeₖ·(cₖ − cₖ₊₁)) = rightₖ
 *
 * by elimination along the row and back (Thomas). `exchange` is from each volume to the next; where the last has one, too,
 * it is with something that stays at 0. `factor` is room for as many numbers as there are volumes.
 */
export function settleExchange(
  volume: Float64Array,
  exchange: Float64Array,
  step: number,
  right: Float64Array,
  factor: Float64Array,
): void {
  const last = volume.length - 1;
  let behind = 0;
  let before = 0;
  for (let k = 0; k <= last; k++) {
    const ahead = k < exchange.length ? step * (exchange[k] as number) : 0;
    const pivot = (volume[k] as number) + ahead + behind * (1 - before);
    before = factor[k] = ahead / pivot;
    right[k] = ((right[k] as number) + (k > 0 ? behind * (right[k - 1] as number) : 0)) / pivot;
    behind = ahead;
  }
  for (let k = last - 1; k >= 0; k--) {
    right[k] = (right[k] as number) + (factor[k] as number) * (right[k + 1] as number);
  }
}
