-- Keeps what Stripe told of a patient: the customer id, and the card once it was confirmed.
--
-- KEYS  3 patient
-- ARGV  5 patient id   6 customer id   7… the card's fields, 'card_kept_at' first (none: no card yet)
-- RETURNS JSON {kept: true or false}   whether this card is on file now
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local patient_key = KEYS[3]
local patient_id, customer_id = ARGV[5], ARGV[6]

local before = replayed()
if before then
  return before
end
if not in_scope(patient_id) or redis.call('EXISTS', patient_key) == 0 then
  return refuse('NOT_FOUND')
end
audited(patient_id)
redis.call('HSET', patient_key, 'customer_id', customer_id)
return done(cjson.encode({ kept = keep_card(patient_key, 7) }))
