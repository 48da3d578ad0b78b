-- Adds a note to an appointment.
--
-- KEYS  3 notes   4 appointment
-- ARGV  5 appointment id   6 note (JSON with its text sealed)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, IDEMPOTENCY_MISMATCH
local notes_key, appointment_key = KEYS[3], KEYS[4]
local id, note = ARGV[5], ARGV[6]

local before = replayed()
if before then
  return before
end
if not in_scope(redis.call('HGET', appointment_key, 'patient_id')) then
  return refuse('NOT_FOUND')
end
audited(id)
redis.call('RPUSH', notes_key, note)
redis.call('HINCRBY', appointment_key, 'note_count', 1)
return done('{}')
