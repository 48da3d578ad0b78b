-- A patient's appointments, audited before they are given.
--
-- KEYS  2 visits
-- ARGV  4 patient id   5 prefix
-- RETURNS {appointment (flat), …}, by start
-- REFUSES NOT_FOUND
local visits_key = KEYS[2]
local patient_id, prefix = ARGV[4], ARGV[5]

if not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
local appointments = {}
for i, id in ipairs(redis.call('ZRANGE', visits_key, 0, -1)) do
  appointments[i] = redis.call('HGETALL', prefix .. 'appointment:' .. id)
end
audited(patient_id)
return appointments
