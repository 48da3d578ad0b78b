-- Ends a hold that ran out. A hold that was booked, or let go, meanwhile is left as it is.
--
-- KEYS  3 appointment   4 jobs
-- ARGV  5 appointment id   6 prefix
-- RETURNS JSON {expired: true or false}
local appointment_key, jobs_key = KEYS[3], KEYS[4]
local id, prefix = ARGV[5], ARGV[6]

local record = record_at(appointment_key)
if not in_scope(record.patient_id) or record.status ~= 'pending' or now < tonumber(record.expires_at) then
  return cjson.encode({ expired = false })
end
audited(id)
redis.call('ZREM', jobs_key, 'hold_expiry:' .. id .. ':once')
-- Found on the way, so not among KEYS; they carry the same hash tag.
local busy_key, hold_key = prefix .. 'busy:' .. record.provider_id, prefix .. 'hold:' .. record.patient_id
free_time(busy_key, record)
redis.call('HSET', appointment_key, 'status', 'cancelled', 'cancelled_by', 'hold_expired', 'cancelled_at', now,
  'version', next_version(record))
if redis.call('GET', hold_key) == id then
  redis.call('DEL', hold_key)
end
let_card_go(jobs_key, record)
-- No idempotency record: the state itself tells a second run that there is nothing left to do.
return cjson.encode({ expired = true })
