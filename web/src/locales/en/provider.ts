export default {
  page: "Calendar",
} as const;
