/**
 * The health check of a container: succeeds when the gateway or the bidder in it is ready. Both
 * answer on this port in the image (see the Dockerfile).
 */
const port = process.env["OPERATIONS_PORT"] ?? "9090";
const { status } = await fetch(`http://127.0.0.1:${port}/ready`, {
  signal: AbortSignal.timeout(4_000),
});
process.exitCode = status === 200 ? 0 : 1;
