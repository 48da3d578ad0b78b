-- Writes down which PaymentIntent a charge has, before it is confirmed: what takes money is always known.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 intent id
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local charge_key = KEYS[3]
local id, intent_id = ARGV[5], ARGV[6]

if not in_scope(redis.call('HGET', charge_key, 'patient_id')) then
  return refuse('NOT_FOUND')
end
audited(id)
redis.call('HSET', charge_key, 'intent_id', intent_id)
return '{}'
