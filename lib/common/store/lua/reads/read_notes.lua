-- The notes on an appointment, audited before they are given.
--
-- KEYS  2 notes   3 appointment
-- ARGV  4 appointment id
-- RETURNS {note (JSON with its text sealed), …}, oldest first
-- REFUSES NOT_FOUND
local notes_key, appointment_key = KEYS[2], KEYS[3]
local id = ARGV[4]

if not in_scope(redis.call('HGET', appointment_key, 'patient_id')) then
  return refuse('NOT_FOUND')
end
audited(id)
return redis.call('LRANGE', notes_key, 0, -1)
