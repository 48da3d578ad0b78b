-- Writes down that a cardholder has complained to their bank about a charge, that the bank asks, or how it decided.
-- What was held of it then goes back, unless the bank has given it back. Events come late and in any order: a dispute
-- never turns back, and an inquiry says nothing of a charge that was disputed.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 dispute id   7 outcome (inquiry | closed | open | won | lost)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local charge_key = KEYS[3]
local id, dispute_id, outcome = ARGV[5], ARGV[6], ARGV[7]

local PLACE = { inquiry = 1, closed = 2, open = 3, won = 4, lost = 4 }

local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
local known, is_same = PLACE[charge.dispute or ''] or 0, charge.dispute_id == dispute_id
if (is_same and PLACE[outcome] <= known) or (PLACE[outcome] < PLACE.open and PLACE.open <= known) then
  return '{}'
end
audited(id, outcome)
redis.call('HSET', charge_key, 'dispute', outcome, 'dispute_id', dispute_id, 'disputed_at', now)
if outcome ~= 'open' and outcome ~= 'inquiry' then
  for _, refund_id in ipairs(redis.call('SMEMBERS', held_refunds_of(id))) do
    if outcome ~= 'lost' then
      redis.call('HSET', prefix .. 'refund:' .. refund_id, 'status', 'due', 'released_at', now)
      make_due('enforce_policy', 'refund:' .. refund_id .. ':once', now)
    else
      end_refund(charge, record_at(prefix .. 'refund:' .. refund_id))
    end
  end
  redis.call('DEL', held_refunds_of(id))
end
return '{}'
