import type { Translation } from "@/i18n/catalogue";
import type en from "../en/charges";

export default {
  kind: { deposit: "Depósito", late_cancel: "Cancelación tardía", no_show: "Inasistencia" },
  status: {
    due: "Pendiente",
    waiting: "Espera a la clínica",
    attempting: "Cobrándose",
    succeeded: "Pagado",
    requires_action: "Falta la aprobación del banco",
    failed: "No pagado",
    waived: "Condonado",
    refunded: "Reembolsado",
    refunding: "Reembolso en camino",
    refundFailed: "Reembolso fallido",
    part: "Pagado, reembolsado en parte",
    returned: "Devuelto",
    inquiry: "Consulta del banco",
    disputed: "En disputa",
    disputeLost: "Disputa perdida",
  },
  failure: {
    funds: "La tarjeta no tenía fondos suficientes o llegó a su límite.",
    expired: "La tarjeta está vencida.",
    approval: "El banco pide que la persona titular de la tarjeta lo apruebe.",
    noCard: "No había ninguna tarjeta para cobrar.",
    details: "El banco ya no reconoce esta tarjeta.",
    kind: "La tarjeta no permite este tipo de pago.",
    passing: "No se pudo contactar con el banco.",
    unreached: "No se pudo pedir a Stripe que cobrara la tarjeta. Nadie la rechazó.",
    other: "El banco rechazó la tarjeta y no dijo por qué.",
  },
  card: { ending: "{brand} terminada en {last4}", expires: "vence {date}", expired: "venció {date}" },
} satisfies Translation<typeof en>;
