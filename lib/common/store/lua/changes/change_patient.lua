-- Replaces a patient's details and consents as a whole: their seals bind the version they were written under.
--
-- KEYS  3 patient
-- ARGV  5 patient id   6 version that was read   7… the patient's fields, the next version among them
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, STALE_VERSION, IDEMPOTENCY_MISMATCH
local patient_key = KEYS[3]
local patient_id, version = ARGV[5], ARGV[6]

local before = replayed()
if before then
  return before
end
local current = redis.call('HGET', patient_key, 'version')
if not current or not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
if current ~= version then
  return refuse('STALE_VERSION')
end
audited(patient_id)
redis.call('HSET', patient_key, unpack(ARGV, 7))
return done('{}')
