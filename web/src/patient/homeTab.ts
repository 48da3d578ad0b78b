/** What a phone shows of the home page at a time. */
export type HomeTab = "visits" | "book" | "you";
