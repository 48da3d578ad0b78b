import { beforeEach, describe, expect, it } from "vitest";
import { chooseSlot, chooseType, draft, forgetDraft, startDraft } from "@/booking/draft";

const slot = {
  provider_id: "prv_johnson",
  starts_at: "2027-03-09T20:00:00Z",
  ends_at: "2027-03-09T20:30:00Z",
};

describe("a draft", () => {
  beforeEach(() => {
    forgetDraft();
    startDraft("harbor-dermatology");
    chooseType("typ_mole");
    chooseSlot(slot);
    draft.accepted = true;
  });

  it("keeps what was chosen when the same clinic is opened again", () => {
    startDraft("harbor-dermatology");
    expect(draft).toMatchObject({ typeId: "typ_mole", slot });
  });

  it("begins anew at another clinic", () => {
    startDraft("elm-street");
    expect(draft).toMatchObject({ clinic: "elm-street", typeId: null, slot: null });
  });

  it("takes the yes to a policy back when another time is chosen", () => {
    chooseSlot({ ...slot, starts_at: "2027-03-10T20:00:00Z" });
    expect(draft.accepted).toBe(false);
  });

  it("keeps the yes when the same time is chosen again", () => {
    chooseSlot({ ...slot });
    expect(draft.accepted).toBe(true);
  });

  it("needs another time for another visit", () => {
    chooseType("typ_botox");
    expect(draft.slot).toBeNull();
  });

  it("leaves nothing behind in the browser's storage", () => {
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  });
});
