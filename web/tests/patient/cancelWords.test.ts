import { beforeAll, describe, expect, it } from "vitest";
import { cancelLines, cancelTitle } from "@/patient/cancelWords";
import { aftermath, feeWords, nearness } from "@/patient/visitWords";
import { harbor, preview, receipt, visit } from "../demo";
import { plain, speakEnglish } from "../words";

const lines = (over: Parameters<typeof preview>[0] = {}): string[] =>
  cancelLines(harbor, preview(over), "MassHealth").map((line) => plain(`${line.label}: ${line.value}`));

describe("cancelling", () => {
  beforeAll(() => speakEnglish("home", "booking"));

  it("in time says that it costs nothing, and how long that holds", () => {
    expect(cancelTitle(preview())).toBe("It costs nothing");
    expect(lines()).toEqual([
      "Free until: Mon, Mar 8, 3:00 PM EST",
      "Time left: 3 days, 4 hours",
      "After that: $50.00",
    ]);
  });

  it("late says the exact fee, and how late it is", () => {
    const late = { as_of: "2027-03-08T22:12:00Z", fee_minor: 5000 };
    expect(cancelTitle(preview(late))).toBe("It costs $50.00");
    expect(lines(late)).toEqual([
      "It was free until: Mon, Mar 8, 3:00 PM EST",
      "That was: 2 hours, 12 minutes ago",
      "If you miss the visit: $100.00",
    ]);
  });

  it("says that the patient's payer bars the fee", () => {
    const barred = { receipt: receipt({ barred: true }), as_of: "2027-03-08T22:12:00Z" };
    expect(lines(barred)).toEqual([
      "Your payer: MassHealth",
      "Late fee of the clinic: $50.00",
      "You pay: $0.00",
    ]);
  });
});

describe("the next visit", () => {
  beforeAll(() => speakEnglish("home", "booking"));

  it("shows the free time while it lasts", () => {
    const words = feeWords(harbor, visit());
    expect(plain(words.main)).toBe("Free to cancel until Mon, Mar 8, 3:00 PM EST.");
    expect(words).toMatchObject({ rest: "After that $50.00. If you miss it $100.00.", fee: null });
  });

  it("shows what cancelling costs once it has ended", () => {
    const words = feeWords(harbor, visit({ receipt: receipt({ fee_now_minor: 5000 }) }));
    expect(plain(words.main)).toBe("The free time ended Mon, Mar 8, 3:00 PM EST.");
    expect(words).toMatchObject({
      rest: "Cancelling now costs $50.00. Missing it costs $100.00.",
      fee: "$50.00",
    });
  });

  it("is today, tomorrow or later by the clinic's calendar", () => {
    expect(nearness(harbor, visit(), new Date("2027-03-09T04:59:00Z"))).toBe("tomorrow");
    expect(nearness(harbor, visit(), new Date("2027-03-09T05:00:00Z"))).toBe("today");
    expect(nearness(harbor, visit(), new Date("2027-03-07T15:00:00Z"))).toBe("later");
  });
});

describe("a cancelled visit", () => {
  beforeAll(() => speakEnglish("home"));

  it("says of its fee that it is due, never that it was charged", () => {
    const words = aftermath(visit({ status: "cancelled", cancelled_by: "patient", fee_minor: 5000 }));
    expect(words).toBe("A fee of $50.00 is recorded as due.");
    expect(words).not.toMatch(/charged/);
  });
});
