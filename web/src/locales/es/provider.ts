import type { Translation } from "@/i18n/catalogue";
import type en from "../en/provider";

export default {
  page: "Calendario",
} satisfies Translation<typeof en>;
