-- Writes down how a charge stands at Stripe, from whichever side it was told, any number of times and in any order:
-- what was paid stays paid, and what was waived before it was paid goes back. A try that never reached Stripe
-- (`unreached`) doesn't count.
--
-- KEYS  3 charge
-- ARGV  5 charge id   6 intent id   7 status (succeeded | requires_action | failed)   8 failure code ('' none)
--       9 next attempt (0 none)   10 card id ('' as before)   11 card   12 refund id, for what was waived meanwhile
-- RETURNS JSON {status}
-- REFUSES NOT_FOUND
local UNREACHED = 'unreached'

local charge_key = KEYS[3]
local id, intent_id, status, failure = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local next_attempt_at, card_id, card, refund_id = tonumber(ARGV[9]), ARGV[10], ARGV[11], ARGV[12]

local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
-- What wasn't paid says something of our own try alone: not what the patient does through their link meanwhile, nor an
-- intent that isn't the charge's any more.
local is_paid_now = status == 'succeeded' and charge.status ~= 'succeeded' and charge.status ~= 'refunded'
local is_tried_now = charge.status == 'attempting' and (charge.intent_id or '') == intent_id
if not is_paid_now and not is_tried_now then
  return cjson.encode({ status = charge.status })
end
audited(id, status)
if card_id ~= '' then
  redis.call('HSET', charge_key, 'card_id', card_id, 'card', card)
end
if status == 'succeeded' then
  redis.call('HSET', charge_key, 'intent_id', intent_id)
  charge.intent_id = intent_id
  mark_paid(charge, refund_id)
  return cjson.encode({ status = status })
end
redis.call('HSET', charge_key, 'status', status, 'failure', failure, 'due_at', next_attempt_at)
if failure == UNREACHED then -- the card wasn't tried
  redis.call('HINCRBY', charge_key, 'attempts', -1)
end
if next_attempt_at > 0 then
  make_due('enforce_policy', 'charge:' .. id .. ':once', next_attempt_at)
else
  take_back('enforce_policy', 'charge:' .. id .. ':once')
end
return cjson.encode({ status = status })
