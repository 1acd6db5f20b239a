/**
 * What the calling thread has taken of the processor since it began, in milliseconds. A call takes
 * about a microsecond.
 */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
