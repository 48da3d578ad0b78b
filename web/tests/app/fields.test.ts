import { describe, expect, it } from "vitest";
import { readBirthday, showBirthday } from "@/app/birthday";
import { initials } from "@/app/people";
import { readPhone, showPhone } from "@/app/phone";

describe("a telephone number", () => {
  it.each(["(617) 555-0168", "617.555.0168", "1 617 555 0168", "+1 617 555 0168"])(
    "is understood as %s",
    (typed) => {
      expect(readPhone(typed)).toEqual({ e164: "+16175550168" });
    },
  );

  it("says how many digits are missing", () => {
    expect(readPhone("(617) 555-016")).toEqual({ fault: "short", missing: 1 });
  });

  it("takes other countries' numbers with their code", () => {
    expect(readPhone("+44 20 7946 0018")).toEqual({ e164: "+442079460018" });
    expect(readPhone("+44 1")).toMatchObject({ fault: "foreign" });
  });

  it("is refused where it is empty or too long", () => {
    expect(readPhone(" ")).toMatchObject({ fault: "missing" });
    expect(readPhone("617 555 0168 99")).toMatchObject({ fault: "long" });
  });

  it("is shown as people write it", () => {
    expect(showPhone("+16175550142")).toBe("(617) 555-0142");
    expect(showPhone("+442079460018")).toBe("+442079460018");
  });
});

describe("a date of birth", () => {
  const today = new Date("2027-03-05T12:00:00Z");

  it.each(["04/18/1986", "4/18/1986", "4-18-1986", "04181986", "04 18 1986"])(
    "is understood as %s",
    (typed) => {
      expect(readBirthday(typed, today)).toEqual({ day: "1986-04-18" });
    },
  );

  it("has to be a day that there was", () => {
    expect(readBirthday("02/30/1986", today)).toEqual({ fault: "impossible" });
    expect(readBirthday("18/04/1986", today)).toEqual({ fault: "impossible" });
    expect(readBirthday("03/06/2027", today)).toEqual({ fault: "future" });
    expect(readBirthday("soon", today)).toEqual({ fault: "form" });
    expect(readBirthday("", today)).toEqual({ fault: "missing" });
  });

  it("comes back as it was typed", () => {
    expect(showBirthday("1986-04-18")).toBe("04/18/1986");
  });
});

describe("initials", () => {
  it("leave titles out", () => {
    expect(initials("Dr. Johnson")).toBe("J");
    expect(initials("Maya Elena Ortiz")).toBe("MO");
  });
});
