/** What a patient says about themselves: as typed, what is wrong with it, and as it is sent. */
import type { Details, Profile } from "@/api/calls";
import { readBirthday, showBirthday } from "@/app/birthday";
import { readPhone, showPhone } from "@/app/phone";
import { t } from "@/i18n";

export interface DetailsForm {
  name: string;
  phone: string;
  birthday: string;
  payer: string;
  texts: boolean;
  notice: boolean;
}
export type DetailsFaults = Partial<Record<keyof DetailsForm, string>>;

export const emptyForm = (name: string): DetailsForm => ({
  name,
  phone: "",
  birthday: "",
  payer: "",
  texts: false,
  notice: false,
});

export const formOf = (profile: Profile): DetailsForm => ({
  name: profile.full_name,
  phone: showPhone(profile.phone),
  birthday: showBirthday(profile.date_of_birth),
  payer: profile.payer_id,
  texts: profile.texts_at !== null,
  notice: true,
});

function phoneFault(phone: string): string | undefined {
  const read = readPhone(phone);
  if ("e164" in read) return undefined;
  if (read.fault === "short") return t("details.fault.phoneShort", { n: read.missing });
  return t(`details.fault.${PHONE_FAULTS[read.fault]}`);
}
const PHONE_FAULTS = { missing: "phoneMissing", long: "phoneLong", foreign: "phoneForeign" } as const;

function birthdayFault(birthday: string, today: Date): string | undefined {
  const read = readBirthday(birthday, today);
  return "day" in read ? undefined : t(`details.fault.${BIRTHDAY_FAULTS[read.fault]}`);
}
const BIRTHDAY_FAULTS = {
  missing: "birthdayMissing",
  form: "birthdayForm",
  impossible: "birthdayImpossible",
  future: "birthdayFuture",
} as const;

/** Empty where nothing needs mending. */
export function findFaults(form: DetailsForm, today: Date): DetailsFaults {
  const found = {
    name: form.name.trim() ? undefined : t("details.fault.name"),
    phone: phoneFault(form.phone),
    birthday: birthdayFault(form.birthday, today),
    payer: form.payer ? undefined : t("details.fault.payer"),
    notice: form.notice ? undefined : t("details.fault.notice"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault));
}

/** As it is sent; only for a form without faults. */
export function detailsOf(form: DetailsForm, today: Date): Details {
  const phone = readPhone(form.phone);
  const birthday = readBirthday(form.birthday, today);
  return {
    full_name: form.name.trim(),
    phone: "e164" in phone ? phone.e164 : "",
    date_of_birth: "day" in birthday ? birthday.day : "",
    payer_id: form.payer,
    texts: form.texts,
  };
}

const FIELDS: Readonly<Record<string, keyof DetailsForm>> = {
  full_name: "name",
  phone: "phone",
  date_of_birth: "birthday",
  payer_id: "payer",
  texts: "texts",
  privacy_notice: "notice",
};
/** The field of the form that the server found fault with. */
export const fieldOf = (name: string | null): keyof DetailsForm | null => (name && FIELDS[name]) || null;
