import { localProblem } from "./problem";

const READ_ATTEMPTS = 3;
const LONGEST_WAIT_SECONDS = 5;
const TIMEOUT_MS = 20_000;

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000));

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw localProblem("offline");
  }
}

/**
 * Asks again where the service says that it is away for a moment. Only reads: whoever writes
 * decides about the next try, with the key of the first one.
 */
export async function fetchPatiently(request: Request): Promise<Response> {
  const attempts = request.method === "GET" ? READ_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(request.clone());
    if (response.status !== 503 || attempt >= attempts) return response;
    await pause(Number(response.headers.get("Retry-After") ?? attempt));
  }
}
