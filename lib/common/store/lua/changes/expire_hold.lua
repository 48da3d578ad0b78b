-- Ends a hold that ran out. A hold that was booked, or let go, meanwhile is left as it is.
--
-- KEYS  3 appointment
-- ARGV  5 appointment id
-- RETURNS JSON {expired: true or false}
local appointment_key = KEYS[3]
local id = ARGV[5]

local record = record_at(appointment_key)
if not in_scope(record.patient_id) or record.status ~= 'pending' or now < tonumber(record.expires_at) then
  return cjson.encode({ expired = false })
end
audited(id)
take_back('reminders', 'hold_expiry:' .. id .. ':once')
local busy_key, hold_key = prefix .. 'busy:' .. record.provider_id, prefix .. 'hold:' .. record.patient_id
free_time(busy_key, record)
redis.call('HSET', appointment_key, 'status', 'cancelled', 'cancelled_by', 'hold_expired', 'cancelled_at', now,
  'version', next_version(record))
if redis.call('GET', hold_key) == id then
  redis.call('DEL', hold_key)
end
close_intent(record)
-- No idempotency record: the state itself tells a second run that there is nothing left to do.
return cjson.encode({ expired = true })
