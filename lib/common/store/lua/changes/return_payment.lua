-- What was paid in advance for a time that went to somebody else is written down and goes back, once.
--
-- KEYS  3 appointment   4 charge
-- ARGV  5 appointment id   6 charge id   7 intent id   8 paid (minor units)   9 currency   10 card id   11 card
--       12 refund id
-- RETURNS JSON {returned_minor}   what of it went back, or is on its way: perhaps nothing, where it was written down
--         before, when the visit was booked with it
-- REFUSES NOT_FOUND
local appointment_key, charge_key = KEYS[3], KEYS[4]
local id, charge_id, intent_id, paid_minor, currency = ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8]), ARGV[9]
local card_id, card, refund_id = ARGV[10], ARGV[11], ARGV[12]

local record = record_at(appointment_key)
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
-- No idempotency record: the charge itself tells a second run that there is nothing left to do.
if redis.call('EXISTS', charge_key) == 0 then
  audited(charge_id)
  add_charge(charge_id, record, 'deposit', 'attempting', paid_minor, currency, now, 'intent_id', intent_id,
    'card_id', card_id, 'card', card, 'attempts', 1, 'returned', 1)
  mark_paid({ id = charge_id, intent_id = intent_id, amount_minor = paid_minor, status = 'waived', waived_by = 'slot_taken' },
    refund_id)
end
local charge = record_at(charge_key)
return cjson.encode({ returned_minor = (charge.refunded_minor or 0) + (charge.refunding_minor or 0) })
