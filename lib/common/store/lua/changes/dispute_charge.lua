-- Writes down that a cardholder has complained to their bank about a charge, or how the bank decided.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 dispute id   7 outcome (open | won | lost)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local charge_key = KEYS[3]
local id, dispute_id, outcome = ARGV[5], ARGV[6], ARGV[7]

local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
local is_decided = charge.dispute_id == dispute_id and (charge.dispute == 'won' or charge.dispute == 'lost')
if charge.dispute_id == dispute_id and (charge.dispute == outcome or is_decided) then
  return '{}'
end
audited(id, outcome)
redis.call('HSET', charge_key, 'dispute', outcome, 'dispute_id', dispute_id, 'disputed_at', now)
return '{}'
