-- A patient's appointments and the time they hold, if any, audited before they are given.
--
-- KEYS  2 visits   3 hold
-- ARGV  4 patient id
-- RETURNS {appointment (flat), …}, by start, the hold last
-- REFUSES NOT_FOUND
local visits_key, hold_key = KEYS[2], KEYS[3]
local patient_id = ARGV[4]

if not in_scope(patient_id) then
  return refuse('NOT_FOUND')
end
local appointments = {}
for i, id in ipairs(redis.call('ZRANGE', visits_key, 0, -1)) do
  appointments[i] = redis.call('HGETALL', prefix .. 'appointment:' .. id)
end
local held = prefix .. 'appointment:' .. (redis.call('GET', hold_key) or '')
local status, expires_at = unpack(redis.call('HMGET', held, 'status', 'expires_at'))
if status == 'pending' and now < tonumber(expires_at) then
  appointments[#appointments + 1] = redis.call('HGETALL', held)
end
audited(patient_id)
return appointments
