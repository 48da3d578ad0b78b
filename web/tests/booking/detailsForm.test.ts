import { beforeAll, describe, expect, it } from "vitest";
import { detailsOf, emptyForm, fieldOf, findFaults } from "@/booking/detailsForm";
import { speakEnglish } from "../words";

const today = new Date("2027-03-05T12:00:00Z");
const filled = {
  ...emptyForm(" Maya Ortiz "),
  phone: "(617) 555-0117",
  birthday: "4/18/1986",
  payer: "pay_aetna",
  notice: true,
};

describe("the details", () => {
  beforeAll(() => speakEnglish("details"));

  it("begin with every consent unticked", () => {
    expect(emptyForm("")).toMatchObject({ texts: false, notice: false });
  });

  it("name each field that needs mending", () => {
    expect(Object.keys(findFaults(emptyForm(""), today))).toEqual([
      "name",
      "phone",
      "birthday",
      "payer",
      "notice",
    ]);
    expect(findFaults({ ...filled, phone: "617 555 016" }, today)).toEqual({
      phone: "One digit is missing. A US number has 10.",
    });
  });

  it("are sent as our functions read them", () => {
    expect(findFaults(filled, today)).toEqual({});
    expect(detailsOf(filled, today)).toEqual({
      full_name: "Maya Ortiz",
      phone: "+16175550117",
      date_of_birth: "1986-04-18",
      payer_id: "pay_aetna",
      texts: false,
    });
  });

  it("find the field that the server refused", () => {
    expect(fieldOf("date_of_birth")).toBe("birthday");
    expect(fieldOf("something_else")).toBeNull();
  });
});
