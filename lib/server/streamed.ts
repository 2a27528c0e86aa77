/** Headers of an answer that goes out piece by piece: a proxy that compressed or buffered it would hold pieces back to fill its blocks. */
export const STREAMED = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' } as const;
