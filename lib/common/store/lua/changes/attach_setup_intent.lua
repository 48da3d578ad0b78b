-- Writes down which SetupIntent holds the card of an appointment, so that a crash leaves nothing unfound.
--
-- KEYS  3 appointment   4 patient
-- ARGV  5 appointment id   6 SetupIntent id   7 customer id
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local appointment_key, patient_key = KEYS[3], KEYS[4]
local id, setup_intent_id, customer_id = ARGV[5], ARGV[6], ARGV[7]

local before = replayed()
if before then
  return before
end
if not in_scope(redis.call('HGET', appointment_key, 'patient_id')) then
  return refuse('NOT_FOUND')
end
audited(id)
redis.call('HSET', appointment_key, 'setup_intent_id', setup_intent_id)
redis.call('HSET', patient_key, 'customer_id', customer_id)
return done('{}')
