import type { Hours, HoursException, Visit } from "@/provider/calls";
import { visit } from "../demo";
import { plain as unspaced } from "../words";

const DAY = [
  { start: "09:00", end: "12:00" },
  { start: "13:00", end: "17:00" },
];

/** Monday to Thursday with a noon break, Friday mornings. */
export const hours = (over: Partial<Hours> = {}): Hours => ({
  provider_id: "prv_johnson",
  version: 3,
  zone: "America/New_York",
  weekly: [DAY, DAY, DAY, DAY, [{ start: "09:00", end: "13:00" }], [], []],
  exceptions: [],
  step_minutes: 15,
  buffer_before_minutes: 0,
  buffer_after_minutes: 10,
  minimum_notice_minutes: 240,
  horizon_days: 90,
  open: [],
  outside: [],
  ...over,
});

export const exception = (over: Partial<HoursException> = {}): HoursException => ({
  id: "exc_0001",
  kind: "closed",
  first_day: "2027-03-09",
  last_day: "2027-03-09",
  hours: { start: "10:00", end: "14:00" },
  note: "",
  ...over,
});

export const seen = (over: Partial<Visit> = {}): Visit =>
  visit({
    patient: {
      id: "pat_maya",
      full_name: "Maya Ortiz",
      email: "maya.ortiz@example.com",
      phone: "+16175550168",
      date_of_birth: "1992-06-14",
      payer_id: "pay_aetna",
    },
    ...over,
  });

/** Without the marks that keep a line from breaking inside a span of time. */
export const plain = (text: string): string => unspaced(text).replace(/\u2060/g, "");
