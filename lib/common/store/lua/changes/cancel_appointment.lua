-- Calls an appointment off, opens its time again and writes down the fee that the accepted policy asks for.
--
-- KEYS  3 appointment   4 busy   5 jobs   6 hold   7 charges   8 charge
-- ARGV  5 appointment id   6 version that the fee was worked out from   7 who cancels (patient | clinic)
--       8 fee (minor units)   9 currency   10 charge id   11 sealed reason ('' none)
-- RETURNS JSON {cancelled_at, fee_minor, charge_id?}
-- REFUSES NOT_FOUND, NOT_CANCELLABLE, STALE_VERSION, IDEMPOTENCY_MISMATCH
local appointment_key, busy_key, jobs_key, hold_key, charges_key, charge_key =
  KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local id, version, cancelled_by = ARGV[5], ARGV[6], ARGV[7]
local fee_minor, currency, charge_id, reason = tonumber(ARGV[8]), ARGV[9], ARGV[10], ARGV[11]

local before = replayed()
if before then
  return before
end
local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
if (record.status ~= 'pending' and record.status ~= 'booked') or tonumber(record.starts_at) <= now then
  return refuse('NOT_CANCELLABLE')
end
if record.version ~= version then
  return refuse('STALE_VERSION')
end

audited(id)
free_time(busy_key, record)
redis.call('HSET', appointment_key, 'status', 'cancelled', 'cancelled_by', cancelled_by, 'cancelled_at', now,
  'fee_minor', fee_minor, 'version', next_version(record))
if reason ~= '' then
  redis.call('HSET', appointment_key, 'reason', reason)
end
redis.call('ZREM', jobs_key, 'hold_expiry:' .. id .. ':once')
if record.status == 'pending' then
  let_card_go(jobs_key, record)
  if redis.call('GET', hold_key) == id then
    redis.call('DEL', hold_key)
  end
end
local answer = { cancelled_at = now, fee_minor = fee_minor }
if fee_minor > 0 then
  answer.charge_id = charge_id
  redis.call('HSET', charge_key, 'id', charge_id, 'appointment_id', id, 'patient_id', record.patient_id,
    'kind', 'late_cancel', 'amount_minor', fee_minor, 'currency', currency, 'status', 'due', 'due_at', now,
    'policy_version', record.policy_version, 'policy_hash', record.policy_hash)
  redis.call('ZADD', charges_key, now, charge_id)
end
return done(cjson.encode(answer))
