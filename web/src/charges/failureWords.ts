/** Why a card wasn't charged, from Stripe's code for it. */
import { t, type Key } from "@/i18n";

type Sentence = Extract<Key, `charges.failure.${string}`>;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  insufficient_funds: "charges.failure.funds",
  withdrawal_count_limit_exceeded: "charges.failure.funds",
  card_velocity_exceeded: "charges.failure.funds",
  expired_card: "charges.failure.expired",
  authentication_required: "charges.failure.approval",
  authentication_not_handled: "charges.failure.approval",
  no_card: "charges.failure.noCard",
  incorrect_number: "charges.failure.details",
  invalid_account: "charges.failure.details",
  new_account_information_available: "charges.failure.details",
  card_not_supported: "charges.failure.kind",
  currency_not_supported: "charges.failure.kind",
  not_permitted: "charges.failure.kind",
  transaction_not_allowed: "charges.failure.kind",
  issuer_not_available: "charges.failure.passing",
  processing_error: "charges.failure.passing",
  reenter_transaction: "charges.failure.passing",
  try_again_later: "charges.failure.passing",
  unreached: "charges.failure.unreached",
};

/** A sentence. That a card is reported lost or stolen is for its bank to say: such codes read as any other decline. */
export function failureWords(code: string): string {
  return t(SENTENCES[code] ?? "charges.failure.other");
}
