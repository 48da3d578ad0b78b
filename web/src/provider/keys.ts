/** Names of what is remembered of the server. */
export const hoursKey = (clinic: string, provider: string) => ["hours", clinic, provider] as const;
export const visitsKey = (clinic: string, provider: string, first: string, last: string) =>
  ["visits", clinic, provider, first, last] as const;
export const notesKey = (clinic: string, appointment: string) => ["notes", clinic, appointment] as const;
/** Of one patient, or all that is open. */
export const chargesKey = (clinic: string, patient: string | null) => ["charges", clinic, patient] as const;
