import { beforeAll, describe, expect, it } from "vitest";
import { cancelLines, cancelTitle, doneWords } from "@/patient/cancelWords";
import { aftermath, feeWords, nearness } from "@/patient/visitWords";
import { harbor, preview, receipt, visit } from "../demo";
import { plain, speakEnglish } from "../words";

const lines = (over: Parameters<typeof preview>[0] = {}): string[] =>
  cancelLines(harbor, preview(over), "MassHealth").map((line) => plain(`${line.label}: ${line.value}`));

const VISA = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2029 };
const LATE = { as_of: "2027-03-08T22:12:00Z", fee_minor: 5000 };
/** A fee of $50.00, of which so much was paid in advance. */
const paid = (kept: number, back = 0) => ({
  ...LATE,
  card: VISA,
  settlement: {
    fee_minor: 5000,
    from_deposit_minor: kept,
    to_charge_minor: 5000 - kept,
    to_refund_minor: back,
  },
});

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
    const late = { ...LATE, card: VISA };
    expect(cancelTitle(preview(late))).toBe("It costs $50.00");
    expect(lines(late)).toEqual([
      "It was free until: Mon, Mar 8, 3:00 PM EST",
      "That was: 2 hours, 12 minutes ago",
      "Charged to: Visa ending in 4242",
      "If you miss the visit: $100.00",
    ]);
  });

  it("late takes what was paid in advance first, and says what the card is asked for", () => {
    expect(lines(paid(2000)).slice(2, 4)).toEqual([
      "From what you paid: $20.00",
      "Charged to the Visa ending in 4242: $30.00",
    ]);
    expect(lines(paid(5000, 2500)).slice(2, 4)).toEqual([
      "From what you paid: $50.00",
      "Goes back to you: $25.00",
    ]);
  });

  it("says that there is no card for what is still to pay", () => {
    expect(lines(LATE)).toContain("Still to pay: $50.00");
    expect(doneWords(preview(LATE))).toContain("No card is on file");
  });

  it("says afterwards that the card will be charged, never that it was", () => {
    const words = doneWords(preview(paid(2000)));
    expect(words).toContain("$20.00 of what you paid is kept as the fee.");
    expect(words).toContain("$30.00 will be charged to the Visa ending in 4242 within minutes");
    expect(words).not.toContain("was charged");
  });

  it("in time says that what was paid comes back", () => {
    const settlement = { fee_minor: 0, from_deposit_minor: 0, to_charge_minor: 0, to_refund_minor: 5000 };
    expect(lines({ settlement, card: VISA })).toContain("Goes back to you: $50.00");
    expect(doneWords(preview({ settlement }))).toMatch(/^\$50.00 of what you paid goes back to your card/);
    expect(doneWords(preview())).toMatch(/^Nothing was charged/);
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

  it("says that the fee stays where the visit was moved late", () => {
    const moved = receipt({ was_moved: true, free_until: null, fee_now_minor: 5000 });
    expect(feeWords(harbor, visit({ receipt: moved })).main).toBe(
      "You moved this visit late, so the fee stays.",
    );
  });

  it("is today, tomorrow or later by the clinic's calendar", () => {
    expect(nearness(harbor, visit(), new Date("2027-03-09T04:59:00Z"))).toBe("tomorrow");
    expect(nearness(harbor, visit(), new Date("2027-03-09T05:00:00Z"))).toBe("today");
    expect(nearness(harbor, visit(), new Date("2027-03-07T15:00:00Z"))).toBe("later");
  });
});

describe("a cancelled visit", () => {
  beforeAll(() => speakEnglish("home"));

  it("says what its fee is, never that it was charged", () => {
    const words = aftermath(visit({ status: "cancelled", cancelled_by: "patient", fee_minor: 5000 }));
    expect(words).toBe("A fee of $50.00 applies.");
    expect(words).not.toMatch(/charged/);
  });
});
