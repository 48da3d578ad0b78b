-- Says how a visit went, or takes that back within a day. A no-show writes its fee down; taking it back stops the fee,
-- or gives it back where it was charged. What is left of a deposit goes back once the no-show stands.
--
-- KEYS  3 appointment
-- ARGV  5 appointment id   6 version that was read   7 new status (booked | arrived | fulfilled | noshow)   8 who says so
--       9 fee (minor units)   10 currency   11 of it, to charge   12 of the deposit, to give back   13 charge id
--       14 refund id   15 when to charge (0: once somebody confirms it)   16 earliest instant for a no-show
--       17 refund id for a fee that was charged   18 when to look again whether somebody said (0: never)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, NOT_ATTENDABLE, CHARGE_UNDER_WAY, STALE_VERSION, IDEMPOTENCY_MISMATCH
local appointment_key = KEYS[3]
local id, version, status, by = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local fee_minor, currency, to_charge, to_refund = tonumber(ARGV[9]), ARGV[10], tonumber(ARGV[11]), tonumber(ARGV[12])
local charge_id, refund_id, charge_at, noshow_from = ARGV[13], ARGV[14], tonumber(ARGV[15]), tonumber(ARGV[16])
local fee_refund_id, looks_again_at = ARGV[17], tonumber(ARGV[18])

local DAY = 24 * 3600
local FOLLOWS = { -- what may be said of a visit, by what was said before
  booked = { arrived = true, fulfilled = true, noshow = true },
  arrived = { booked = true, fulfilled = true, noshow = true },
  fulfilled = { booked = true, arrived = true },
  noshow = { booked = true, arrived = true, fulfilled = true },
}

local before = replayed()
if before then
  return before
end
local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
if record.version ~= version then
  return refuse('STALE_VERSION')
end
local too_soon = now < tonumber(record.starts_at) - DAY or (status == 'noshow' and now < noshow_from)
local too_late = record.attended_at and record.status ~= 'booked' and record.status ~= 'arrived'
  and now > tonumber(record.attended_at) + DAY
if not (FOLLOWS[record.status] or {})[status] or too_soon or too_late then
  return refuse('NOT_ATTENDABLE')
end
local fee = record.fee_charge_id and record_at(charge_key_of(record.fee_charge_id)) or {}
if record.status == 'noshow' and fee.status == 'attempting' then
  return refuse('CHARGE_UNDER_WAY')
end

audited(id)
redis.call('HSET', appointment_key, 'status', status, 'attended_at', now, 'attended_by', by,
  'fee_minor', status == 'noshow' and fee_minor or 0, 'version', next_version(record))
take_back('enforce_policy', 'day_end:' .. id .. ':once')
if looks_again_at > 0 then
  make_due('enforce_policy', 'day_end:' .. id .. ':once', looks_again_at)
end
if record.status == 'noshow' then
  if is_waivable(fee) then
    let_charge_go(fee, 'undone')
  elseif kept_of(fee) > 0 then
    refund(fee, fee_refund_id, kept_of(fee), 'undone')
  end
  if record.no_show_refund_id then
    take_refund_back(record.no_show_refund_id)
  end
end
if status == 'noshow' then
  redis.call('HSET', appointment_key, 'no_show_refund_id', refund_id)
  refund_deposit(record, refund_id, to_refund, 'clinic', now + DAY)
  if to_charge > 0 then
    redis.call('HSET', appointment_key, 'fee_charge_id', charge_id)
    add_charge(charge_id, record, 'no_show', 'due', to_charge, currency, charge_at > 0 and charge_at or nil)
  end
end
return done('{}')
