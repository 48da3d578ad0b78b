-- Writes down which SetupIntent or PaymentIntent is to secure an appointment, so that a crash leaves nothing unfound.
-- One that comes after its hold was let go is due to be ended at once.
--
-- KEYS  3 appointment   4 patient
-- ARGV  5 appointment id   6 which (setup_intent_id | payment_intent_id)   7 intent id   8 customer id
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local appointment_key, patient_key = KEYS[3], KEYS[4]
local id, field, intent_id, customer_id = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local before = replayed()
if before then
  return before
end
local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
audited(id)
record[field] = intent_id
redis.call('HSET', appointment_key, field, intent_id)
if field == 'payment_intent_id' then -- from here on it may be paid, whether or not anybody hears of that
  compare_today()
end
if record.status == 'cancelled' then
  close_intent(record)
end
redis.call('HSET', patient_key, 'customer_id', customer_id)
return done('{}')
