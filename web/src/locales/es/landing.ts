import type { Translation } from "@/i18n/catalogue";
import type en from "../en/landing";

export default {
  title: "La cita que necesita, a una hora que de verdad está libre.",
  lead: "Elija una hora, vea exactamente cuánto costaría cancelar, y su cita queda reservada.",
  nav: { how: "Cómo funciona", visits: "Citas y precios", providers: "Para profesionales" },
  live: {
    title: "Libre en este momento",
    free: { one: "{n} libre", other: "{n} libres" },
    more: "Todas las horas",
    none: "No hay horas libres en las próximas semanas. Llame a la clínica, por favor.",
    failed: "No se pudieron cargar las horas. Aun así puede reservar.",
  },
  receipt: {
    ifCancel: "Si necesita cancelar",
    freeUntil: { one: "Gratis hasta {n} hora antes", other: "Gratis hasta {n} horas antes" },
    alwaysFree: "Siempre gratis",
    after: "Después",
    from: { one: "Desde {n} hora antes", other: "Desde {n} horas antes" },
    miss: "Si no se presenta",
    grace: { one: "El primer minuto tras reservar", other: "Los primeros {n} minutos tras reservar" },
    free: "Gratis",
  },
  how: {
    title: "Cómo funciona",
    first: "Primero",
    firstTitle: "Diga qué le trae",
    firstText: "Elija el tipo de cita que corresponde, con su duración y su precio.",
    then: "Luego",
    thenTitle: "Elija una hora",
    thenText:
      "Cada hora que ve está libre ahora, con el profesional que prefiera o con quien esté libre primero.",
    done: "Listo",
    doneTitle: "Asegúrela con su tarjeta",
    doneText: "No se cobra nada salvo lo que diga la política que usted aceptó, al minuto y al centavo.",
  },
  team: { title: "Quién le atenderá" },
  visits: {
    title: "Citas y precios",
    note: "Los precios son antes del seguro.",
    medical: "Médicas",
    cosmetic: "Estéticas",
    book: "Reservar {visit}",
  },
  policy: {
    title: "Cuánto cuesta cancelar",
    text: "La regla en palabras sencillas. Antes de reservar la verá calculada para su propia cita, con el día, el minuto y el monto, y así se queda aunque la clínica cambie después su política.",
    barred: "{payers}: nunca se cobra.",
  },
  promise: {
    title: "Su expediente, y quién lo ve.",
    text: "Cada vez que alguien abre sus datos o las notas de sus citas, queda anotado antes de mostrarse: quién, cuándo y qué.",
    one: "Dos personas nunca pueden tener la misma hora.",
    two: "Lo que cuesta cancelar se fija al reservar y nunca cambia a sus espaldas.",
    three: "Su tarjeta va a Stripe, nunca a nosotros, y Stripe no sabe nada de su cita.",
  },
  where: { title: "Dónde estamos", hours: "Atendemos el teléfono {hours}" },
} satisfies Translation<typeof en>;
