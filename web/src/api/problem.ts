import type { components } from "./schema";

type ProblemBody = components["schemas"]["Problem"];

/** Codes made here, for answers that never came from our functions. */
type LocalCode = "offline" | "unreadable" | "card_not_ready";

/** What a function refused, or why it could not be reached. `code` is stable and decides what is shown. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";

  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: Partial<ProblemBody>,
    /** Seconds, where the answer named them. */
    readonly retryAfter: number | null = null,
  ) {
    super(body.detail ?? code);
  }

  get field(): string | null {
    return this.body.field ?? null;
  }

  /** What a clinic can be told, so that the call is found in the logs. */
  get requestId(): string | null {
    return this.body.request_id ?? null;
  }

  /** Whether the same call may well succeed a little later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503;
  }
}

export function localProblem(code: LocalCode, status = 0): ApiProblem {
  return new ApiProblem(status, code, {});
}

export function problemOf(response: Response, body: unknown): ApiProblem {
  const after = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const retryAfter = Number.isFinite(after) ? after : null;
  if (typeof body !== "object" || body === null || !("code" in body)) {
    return new ApiProblem(response.status, "unreadable", {}, retryAfter);
  }
  const problem = body as ProblemBody;
  return new ApiProblem(response.status, problem.code, problem, retryAfter);
}

/** Anything caught, as a problem: what isn't one is a defect of ours and reads as such. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(500, "unexpected", {});
}
