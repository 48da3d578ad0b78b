/** What signed-in pages remember of the server, for as long as someone is signed in. */
import { QueryClient } from "@tanstack/vue-query";
import { onFarewell } from "@/session/session";

const FRESH_MS = 30_000;

export const queries = new QueryClient({
  defaultOptions: {
    // The client asks again by itself where that helps; being offline is an answer, not a reason to wait.
    queries: { retry: false, staleTime: FRESH_MS, networkMode: "always" },
  },
});

onFarewell(() => {
  queries.clear();
});
