/**
 * CityHash64 of Google's CityHash 1.0.2 (Pike, Alakuijala), which is the engine's cityHash64: hashes stay the same wherever they
 * are worked out. 64-bit integers are bigints.
 */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const K3 = 0xc949d7c7509e6557n;
const MUL = 0x9ddfea08eb382d69n;

const u64 = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint) => (value >> by) | u64(value << (64n - by));
const mix = (value: bigint) => value ^ (value >> 47n);

/** Two hashes as one. */
export function combined(low: bigint, high: bigint): bigint {
  const first = mix(u64((low ^ high) * MUL));
  return u64(mix(u64((high ^ first) * MUL)) * MUL);
}

/** Of an integer: the engine's intHash64 (MurmurHash3's finaliser, salted). */
export function hashInteger(value: bigint): bigint {
  let hash = value ^ 0x4cf2d2baae6da887n;
  hash = u64((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn);
  hash = u64((hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return hash ^ (hash >> 33n);
}

/** Of a text's UTF-8. */
export function hashText(text: string): bigint {
  const bytes = Buffer.from(text);
  if (bytes.length <= 16) return upTo16(bytes);
  if (bytes.length <= 32) return upTo32(bytes);
  return bytes.length <= 64 ? upTo64(bytes) : long(bytes);
}

function upTo16(bytes: Buffer): bigint {
  const { length } = bytes;
  const size = BigInt(length);
  if (length > 8) {
    const low = bytes.readBigUInt64LE(0);
    const high = bytes.readBigUInt64LE(length - 8);
    return combined(low, rotate(u64(high + size), size)) ^ high;
  }
  if (length >= 4) return combined(size + (BigInt(bytes.readUInt32LE(0)) << 3n), BigInt(bytes.readUInt32LE(length - 4)));
  if (length === 0) return K2;
  const y = BigInt(bytes.readUInt8(0) + (bytes.readUInt8(length >> 1) << 8));
  const z = BigInt(length + (bytes.readUInt8(length - 1) << 2));
  return u64(mix(u64(y * K2) ^ u64(z * K3)) * K2);
}

function upTo32(bytes: Buffer): bigint {
  const { length } = bytes;
  const a = u64(bytes.readBigUInt64LE(0) * K1);
  const b = bytes.readBigUInt64LE(8);
  const c = u64(bytes.readBigUInt64LE(length - 8) * K2);
  const d = u64(bytes.readBigUInt64LE(length - 16) * K0);
  return combined(u64(rotate(u64(a - b), 43n) + rotate(c, 30n) + d), u64(a + rotate(b ^ K3, 20n) - c + BigInt(length)));
}

function upTo64(bytes: Buffer): bigint {
  const { length } = bytes;
  const at = (offset: number) => bytes.readBigUInt64LE(offset);
  let z = at(24);
  let a = u64(at(0) + (BigInt(length) + at(length - 16)) * K0);
  let b = rotate(u64(a + z), 52n);
  let c = rotate(a, 37n);
  a = u64(a + at(8));
  c = u64(c + rotate(a, 7n));
  a = u64(a + at(16));
  const first = u64(a + z);
  const second = u64(b + rotate(a, 31n) + c);
  a = u64(at(16) + at(length - 32));
  z = at(length - 8);
  b = rotate(u64(a + z), 52n);
  c = rotate(a, 37n);
  a = u64(a + at(length - 24));
  c = u64(c + rotate(a, 7n));
  a = u64(a + at(length - 16));
  const mixed = mix(u64((first + b + rotate(a, 31n) + c) * K2 + (a + z + second) * K0));
  return u64(mix(u64(mixed * K0 + second)) * K2);
}

type Pair = readonly [bigint, bigint];

/** 32 bytes from `offset`, with two seeds. */
function weak(bytes: Buffer, offset: number, seedA: bigint, seedB: bigint): Pair {
  const [w, x, y, z] = [0, 8, 16, 24].map((more) => bytes.readBigUInt64LE(offset + more)) as [bigint, bigint, bigint, bigint];
  let a = u64(seedA + w);
  let b = rotate(u64(seedB + a + z), 21n);
  const c = a;
  a = u64(a + x + y);
  b = u64(b + rotate(a, 44n));
  return [u64(a + z), u64(b + c)];
}

function long(bytes: Buffer): bigint {
  const { length } = bytes;
  const at = (offset: number) => bytes.readBigUInt64LE(offset);
  let x = at(0);
  let y = at(length - 16) ^ K1;
  let z = at(length - 56) ^ K0;
  let v = weak(bytes, length - 64, BigInt(length), y);
  let w = weak(bytes, length - 32, u64(BigInt(length) * K1), K0);
  z = u64(z + mix(v[1]) * K1);
  x = u64(rotate(u64(z + x), 39n) * K1);
  y = u64(rotate(y, 33n) * K1);
  const end = (length - 1) & ~63;
  for (let offset = 0; offset < end; offset += 64) {
    x = u64(rotate(u64(x + y + v[0] + at(offset + 16)), 37n) * K1) ^ w[1];
    y = u64(rotate(u64(y + v[1] + at(offset + 48)), 42n) * K1) ^ v[0];
    z = rotate(z ^ w[0], 33n);
    v = weak(bytes, offset, u64(v[1] * K1), u64(x + w[0]));
    w = weak(bytes, offset + 32, u64(z + w[1]), y);
    [z, x] = [x, z];
  }
  return combined(u64(combined(v[0], w[0]) + mix(y) * K1 + z), u64(combined(v[1], w[1]) + x));
}
