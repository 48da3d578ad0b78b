import type { Translation } from "@/i18n/catalogue";
import type en from "../en/pay";

export default {
  page: "Un pago",
  loading: "Abriendo su pago",
  approve: "Su banco le pide aprobar {amount}",
  refused: "No se pudieron cobrar {amount}",
  late_cancel: "Es el cargo de {clinic} por cancelar tarde su cita de {time}.",
  no_show: "Es el cargo de {clinic} por faltar a su cita de {time}.",
  deposit: "Es el depósito de {clinic} para su cita de {time}.",
  approveText: "No se cobra nada hasta que usted lo apruebe.",
  refusedText: "Use otra tarjeta, por favor.",
  refusedCard: "El banco de la {card} no lo permitió. Use otra tarjeta, por favor.",
  wrong: "Si cree que es un error, llame antes a la clínica: {phone}.",
  withBank: "Aprobar con mi banco",
  another: "Usar otra tarjeta",
  pay: "Pagar {amount}",
  working: "Preguntando a su banco",
  paidTitle: "Pagado, gracias",
  paid: "{clinic} tiene sus {amount}. No hay nada más que hacer, y puede cerrar esta página.",
  receipt: "El recibo está en su expediente, donde inicia sesión.",
  waivedTitle: "Nada que pagar",
  waived: "{clinic} ya no pide ningún cargo. Puede cerrar esta página.",
  underWayTitle: "Este pago está en curso",
  underWay:
    "En este momento se están cobrando {amount} para {clinic}. No hay nada que hacer; vuelva a mirar en unos minutos.",
  look: "Mirar de nuevo",
  spentTitle: "Este enlace ya no vale",
  spent:
    "Los enlaces de pago valen por un tiempo limitado. Inicie sesión para ver qué queda pendiente, o llame a la clínica.",
  missingTitle: "Abra el enlace otra vez",
  missing:
    "Por su seguridad esta página olvida su enlace. Ábralo de nuevo desde el mensaje que le envió la clínica, por favor.",
  signIn: "Iniciar sesión",
} satisfies Translation<typeof en>;
