/**
 * The distributions that intervals of confidence need. Pure.
 *
 * DISTRIBUTIONS-1 They agree with published tables to the digits that these have.
 */

/** Coefficients of Lanczos for g = 7 and n = 9 (Godfrey 2001): exact to 1e-15. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

/** The logarithm of Γ(x), of x > 0. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const t = shifted + 7.5;
  const sum = LANCZOS.reduce((all, one, i) => all + (i === 0 ? one : one / (shifted + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Steps of the continued fraction: it needs the root of the larger parameter, of 10⁸ some 10⁴. */
const STEPS_MAX = 100_000;
const EPSILON = 1e-15;
/** Stands for 0 in a denominator (Lentz). */
const TINY = 1e-300;

/**
 * The regularized incomplete beta function I_x(a, b): its continued fraction (DLMF 8.17.22) by the
 * method of Lentz.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // It converges fast below the mean; above it the other tail does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= STEPS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < EPSILON) break;
  }
  return (front * fraction) / a;
}

/** The probability that Student's t with so many degrees of freedom is at most `t`. */
function studentCdf(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/**
 * With more degrees of freedom, Student's t is the normal distribution to six digits, and the
 * logarithms of Γ lose more than that.
 */
const NORMAL_DEGREES = 1e7;

/** Beyond this a t with one degree of freedom has a probability of 3e-7. */
const T_MAX = 1e6;

/** The value that Student's t does not exceed with this probability, of 0.5 to 0.999. */
export function studentQuantile(probability: number, degrees: number): number {
  const its = Math.min(degrees, NORMAL_DEGREES);
  return bisected((t) => studentCdf(t, its) >= probability, 0, T_MAX);
}

/** The value that a standard normal variable does not exceed with this probability. */
export function normalQuantile(probability: number): number {
  return studentQuantile(probability, NORMAL_DEGREES);
}

/** The probability of at least `least` of `count` independent cases, each of this probability. */
export function binomialAtLeast(least: number, count: number, probability: number): number {
  if (least <= 0) return 1;
  if (least > count) return 0;
  return incompleteBeta(probability, least, count - least + 1);
}

const BISECTIONS = 100;

/** Where a condition that stays true once it is true becomes true. */
function bisected(isTrue: (value: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < BISECTIONS && high - low > 1e-12 * (1 + low); i++) {
    const middle = (low + high) / 2;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
