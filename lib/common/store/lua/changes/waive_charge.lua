-- Lets a charge go before it was paid, and gives back what was kept of the deposit for the same fee.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 who waives it   7 sealed reason ('' none)   8 refund id, for the deposit
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, CHARGE_UNDER_WAY, CHARGE_SETTLED, IDEMPOTENCY_MISMATCH
local charge_key = KEYS[3]
local id, by, reason, refund_id = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local before = replayed()
if before then
  return before
end
local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if charge.status == 'attempting' then
  return refuse('CHARGE_UNDER_WAY')
end
if not is_waivable(charge) then
  return refuse('CHARGE_SETTLED')
end
audited(id)
let_charge_go(charge, by, reason)
refund_deposit(record_at(prefix .. 'appointment:' .. charge.appointment_id), refund_id, math.huge, by)
return done('{}')
