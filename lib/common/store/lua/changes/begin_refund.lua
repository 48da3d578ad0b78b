-- Sets a part of a charge, or all that is left of it, on its way back; or writes down what was given back at Stripe
-- itself, which is so, however much it is.
--
-- KEYS  3 charge   4 refund
-- ARGV  5 charge id   6 amount (minor units; 0 all that is left)   7 refund id   8 who gives it back
--       9 sealed reason ('' none)   10 made at Stripe itself ('1') or to be made ('0')
-- RETURNS JSON {refund_id}
-- REFUSES NOT_FOUND, REFUND_TOO_LARGE, IDEMPOTENCY_MISMATCH
local charge_key, refund_key = KEYS[3], KEYS[4]
local id, amount_minor, refund_id, by, reason = ARGV[5], tonumber(ARGV[6]), ARGV[7], ARGV[8], ARGV[9]
local is_made = ARGV[10] == '1'

local before = replayed()
if before then
  return before
end
local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if redis.call('EXISTS', refund_key) == 1 then -- another event told of it meanwhile
  return cjson.encode({ refund_id = refund_id })
end
local left = refundable(charge)
if amount_minor == 0 then
  amount_minor = left
end
if not is_made and (amount_minor <= 0 or amount_minor > left) then
  return refuse('REFUND_TOO_LARGE')
end
audited(id)
refund(charge, refund_id, amount_minor, by, reason, is_made)
return done(cjson.encode({ refund_id = refund_id }))
