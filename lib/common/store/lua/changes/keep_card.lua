-- Keeps what Stripe told of a patient: the customer id, and the card once it was confirmed.
--
-- KEYS  3 patient
-- ARGV  5 patient id   6 customer id   7 card id ('' no card yet)   8 card
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local patient_key = KEYS[3]
local patient_id, customer_id, card_id, card = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local before = replayed()
if before then
  return before
end
if not in_scope(patient_id) or redis.call('EXISTS', patient_key) == 0 then
  return refuse('NOT_FOUND')
end
audited(patient_id)
redis.call('HSET', patient_key, 'customer_id', customer_id)
keep_card(patient_id, card_id, card)
return done('{}')
