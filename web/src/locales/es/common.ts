import type { Translation } from "@/i18n/catalogue";
import type en from "../en/common";

export default {
  skip: "Ir al contenido",
  close: "Cerrar",
  back: "Atrás",
  tryAgain: "Intentar de nuevo",
  tryNow: "Intentar ahora",
  optional: "Opcional",
  loading: "Cargando",
  call: "Llamar a {clinic}",
  minutes: { one: "{n} minuto", other: "{n} minutos" },
  min: "{n} min",
  nav: {
    main: "Principal",
    home: "Mis citas",
    signIn: "Iniciar sesión",
    signOut: "Cerrar sesión",
    book: "Reservar una cita",
  },
  theme: { toDark: "Cambiar al tema oscuro", toLight: "Cambiar al tema claro" },
  foot: { privacy: "Privacidad", accessibility: "Accesibilidad" },
  problem: {
    offlineTitle: "No tiene conexión.",
    offline: "No se cambió ni se perdió nada. Continúe cuando vuelva a estar en línea.",
    downTitle: "En este momento no podemos consultar los expedientes.",
    down: "No se cambió ni se perdió nada.",
    retryIn: {
      one: "Se intentará de nuevo en {n} segundo.",
      other: "Se intentará de nuevo en {n} segundos.",
    },
    manyTitle: "Fueron demasiados intentos.",
    many: { one: "Espere {n} segundo y continúe.", other: "Espere {n} segundos y continúe." },
    changedTitle: "Esto cambió mientras lo miraba.",
    changed: "Su último paso no se guardó.",
    showChange: "Mostrar qué cambió",
    failedTitle: "Eso no funcionó.",
    failed: "No se cambió nada. Inténtelo de nuevo en un momento.",
    tell: "Si sigue ocurriendo, dé este número a la clínica: {id}",
    fieldRefused: "Esto no parece correcto. Revíselo, por favor.",
  },
  pageDown: {
    title: "No podemos abrir la página de la clínica",
    text: "Algo de nuestro lado no responde. Nada quedó a medias. Inténtelo de nuevo en un momento.",
  },
  notFound: {
    title: "Aquí no hay nada",
    text: "La dirección puede estar mal escrita, o lo que señalaba ya no existe.",
    home: "Ir a la página de inicio",
  },
  money: { percent: "{n}% del precio" },
} satisfies Translation<typeof en>;
