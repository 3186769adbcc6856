/** Rounding of Doubles as System.Math does it. */

export function floorOf(value: number): number {
  return Math.floor(value);
}

export function ceilingOf(value: number): number {
  return Math.ceil(value);
}

export function truncateOf(value: number): number {
  return Math.trunc(value);
}

/** `mode`: 0 halves to even, 1 halves away from zero, 2 towards zero, 3 down, 4 up. */
export function roundDouble(value: number, digits: number, mode: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e16) return value;
  const power = 10 ** digits;
  const scaled = value * power;
  return whole(scaled, mode) / power;
}

function whole(value: number, mode: number): number {
  switch (mode) {
    case 1:
      return value < 0 ? -Math.floor(-value + 0.5) : Math.floor(value + 0.5);
    case 2:
      return Math.trunc(value);
    case 3:
      return Math.floor(value);
    case 4:
      return Math.ceil(value);
    default: {
      const floor = Math.floor(value);
      const rest = value - floor;
      const result = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
      // A negative number keeps its sign: -0.5 becomes -0.
      return result === 0 && value < 0 ? -0 : result;
    }
  }
}
