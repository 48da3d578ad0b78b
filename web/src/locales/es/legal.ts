import type { Translation } from "@/i18n/catalogue";
import type en from "../en/legal";

export default {
  privacy: {
    title: "Aviso de prácticas de privacidad",
    lead: "Cómo este sitio usa y protege lo que usted le dice. Su clínica puede darle su propio aviso completo.",
    keepTitle: "Qué se guarda",
    keep: "Su nombre, correo, teléfono, fecha de nacimiento, quién paga, sus citas y lo que su equipo médico anota en ellas. Se cifra antes de guardarse, con una clave exclusiva de su clínica.",
    seeTitle: "Quién puede verlo",
    see: "Usted, y las personas de su clínica que le atienden u organizan sus citas. Cada vez que se abre su expediente, queda anotado.",
    elseTitle: "Qué se dice a otros",
    else: "Google Firebase guarda su correo y su contraseña, para que pueda iniciar sesión. Stripe guarda su tarjeta, y no sabe nada de su cita. Nada se vende, y en estas páginas no hay publicidad ni rastreo.",
    deviceTitle: "En este dispositivo",
    device:
      "Aquí solo quedan el tema y el idioma que eligió. Lo que escribe y no envía se olvida al cerrar la pestaña o la sesión.",
    rightsTitle: "Qué puede pedir",
    rights:
      "Puede ver y corregir sus datos en Mis citas, y pedir a la clínica una copia de su expediente o la lista de quién lo ha visto.",
  },
  accessibility: {
    title: "Accesibilidad",
    lead: "Toda persona debería poder reservar una cita aquí. Seguimos las Pautas de Accesibilidad para el Contenido Web 2.2, nivel AA.",
    doTitle: "Qué hacemos",
    do: "Todo funciona con el teclado, tiene nombre para los lectores de pantalla, mantiene su contraste en el tema claro y en el oscuro, y no se mueve para quien pide menos movimiento.",
    tellTitle: "Si algo se lo impide",
    tell: "Llame a la clínica, por favor. Pueden reservar por usted, y nos dirán qué no funcionó.",
  },
} satisfies Translation<typeof en>;
