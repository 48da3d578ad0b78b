-- Sets a part of a charge, or all of it, on its way back.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 amount (minor units)   7 refund id   8 who gives it back   9 sealed reason ('' none)
-- RETURNS JSON {refund_id}
-- REFUSES NOT_FOUND, REFUND_TOO_LARGE, IDEMPOTENCY_MISMATCH
local charge_key = KEYS[3]
local id, amount_minor, refund_id, by, reason = ARGV[5], tonumber(ARGV[6]), ARGV[7], ARGV[8], ARGV[9]

local before = replayed()
if before then
  return before
end
local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if amount_minor <= 0 or amount_minor > refundable(charge) then
  return refuse('REFUND_TOO_LARGE')
end
audited(id)
refund(charge, refund_id, amount_minor, by, reason)
return done(cjson.encode({ refund_id = refund_id }))
