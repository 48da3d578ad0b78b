-- Calls an appointment off, opens its time again, and writes down what the accepted policy asks for: what is charged,
-- and what goes back of what was paid in advance.
--
-- KEYS  3 appointment   4 busy   5 hold
-- ARGV  5 appointment id   6 version that the fee was worked out from   7 who cancels (patient | clinic)
--       8 fee (minor units)   9 currency   10 of it, to charge   11 of the deposit, to give back   12 charge id
--       13 refund id   14 sealed reason ('' none)   15 who of the clinic waives the charge ('' nobody)
-- RETURNS JSON {cancelled_at, fee_minor, charge_id?}
-- REFUSES NOT_FOUND, NOT_CANCELLABLE, STALE_VERSION, IDEMPOTENCY_MISMATCH
local appointment_key, busy_key, hold_key = KEYS[3], KEYS[4], KEYS[5]
local id, version, cancelled_by = ARGV[5], ARGV[6], ARGV[7]
local fee_minor, currency, to_charge, to_refund = tonumber(ARGV[8]), ARGV[9], tonumber(ARGV[10]), tonumber(ARGV[11])
local charge_id, refund_id, reason, waived_by = ARGV[12], ARGV[13], ARGV[14], ARGV[15]

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
take_back('reminders', 'hold_expiry:' .. id .. ':once')
take_back('enforce_policy', 'day_end:' .. id .. ':once')
if record.status == 'pending' then
  close_intent(record)
  if redis.call('GET', hold_key) == id then
    redis.call('DEL', hold_key)
  end
end
refund_deposit(record, refund_id, to_refund, cancelled_by)
local answer = { cancelled_at = now, fee_minor = fee_minor }
if to_charge > 0 then
  answer.charge_id = charge_id
  redis.call('HSET', appointment_key, 'fee_charge_id', charge_id)
  local status = waived_by == '' and 'due' or 'waived'
  add_charge(charge_id, record, 'late_cancel', status, to_charge, currency, now,
    unpack(waived_by == '' and {} or { 'waived_at', now, 'waived_by', waived_by, 'waive_reason', reason }))
end
return done(cjson.encode(answer))
