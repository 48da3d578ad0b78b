-- Writes down which SetupIntent holds the card of an appointment, so that a crash leaves nothing unfound.
-- One that comes after its hold was let go is due to be ended at once.
--
-- KEYS  3 appointment   4 patient   5 jobs
-- ARGV  5 appointment id   6 SetupIntent id   7 customer id
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local appointment_key, patient_key, jobs_key = KEYS[3], KEYS[4], KEYS[5]
local id, setup_intent_id, customer_id = ARGV[5], ARGV[6], ARGV[7]

local before = replayed()
if before then
  return before
end
local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
audited(id)
record.setup_intent_id = setup_intent_id
redis.call('HSET', appointment_key, 'setup_intent_id', setup_intent_id)
if record.status == 'cancelled' then
  let_card_go(jobs_key, record)
end
redis.call('HSET', patient_key, 'customer_id', customer_id)
return done('{}')
